import { formatId } from '@formwork/platform/value/index.ts'
import { alertPlansOf, type AlertPlan } from '../alerts/alert-plan.ts'
import { heldCoordinates } from '../../store/ledger/held-coordinates.ts'
import { makeAuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import { openAlertsOfRule } from '../../store/services/alerts.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { reportCells } from './report-cells.ts'

/** Subjects that one sweep of a rule looks at; a rule over more is no alert but a report. */
const MOST_SUBJECTS = 20_000

/** What the schedule of a rule has to judge: records, coordinates or rows, and everything that has an alert now. */
export const alertCandidates: Query = {
  name: 'alert-candidates',
  cost: 'long',
  internal: true,
  async run(context: QueryContext, request: { rule: string }): Promise<unknown> {
    const plan = alertPlansOf(context.model, context.registry).byName.get(request.rule)
    if (plan === undefined) return { records: [], coordinates: [] }
    const { entity, ledger, report, parameters } = plan.definition.on
    const open = await openAlertsOfRule(context.reading, request.rule, MOST_SUBJECTS)
    if (report !== undefined) return { rows: await reportCells(context, report, literals(parameters)) }
    if (ledger !== undefined) {
      const held = await heldCoordinates(context.reading, context.store.ledgers, ledger, { by: plan.by, limit: MOST_SUBJECTS })
      const named = await namedPlaces(context, plan)
      return { coordinates: [...held, ...named, ...open.flatMap(({ coordinates }) => (coordinates === null ? [] : [coordinates]))] }
    }
    const records = await recordsOf(context, plan, entity!)
    return { records: [...new Set([...records, ...open.flatMap(({ record }) => (record === null ? [] : [formatId(record)]))])] }
  },
}

const literals = (parameters: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({ ...parameters })

async function recordsOf(context: QueryContext, plan: AlertPlan, entity: string): Promise<string[]> {
  const authorized = makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden: new Set() })
  const page = await selectRecords(readingSource(context), {
    plan: authorized,
    columns: [{ name: 'id', path: ['id'] }],
    where: plan.where === undefined ? [] : [plan.where],
    sort: [],
    limit: MOST_SUBJECTS,
  })
  return page.rows.map((row) => formatId(row.id as number))
}

/** Places that followed records or balances name: something may be wanted where nothing is held. What leaves one empty names no place. */
async function namedPlaces(context: QueryContext, { definition }: AlertPlan): Promise<Record<string, unknown>[]> {
  const places = new Map<string, Record<string, unknown>>()
  for (const { entity, ledger, at } of definition.on.follows ?? []) {
    const rows = entity === undefined ? await placesCarried(context, ledger!, at) : await placesOfRecords(context, entity, at)
    for (const row of rows) {
      const place = Object.fromEntries(Object.keys(at).map((dimension) => [dimension, row[dimension]]))
      places.set(JSON.stringify(place), place)
    }
  }
  return [...places.values()]
}

async function placesOfRecords(
  context: QueryContext,
  entity: string,
  at: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>[]> {
  if (!context.model.entities.has(entity)) return []
  const page = await selectRecords(readingSource(context), {
    plan: makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden: new Set() }),
    columns: Object.entries(at).map(([dimension, field]) => ({ name: dimension, path: [field] })),
    where: [],
    sort: [{ path: ['id'], descending: true }],
    limit: MOST_SUBJECTS,
  })
  return page.rows
}

async function placesCarried(
  context: QueryContext,
  ledger: string,
  at: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>[]> {
  if (!context.model.ledgers.has(ledger)) return []
  const carried = Object.values(at)
  const held = await heldCoordinates(context.reading, context.store.ledgers, ledger, { by: carried, limit: MOST_SUBJECTS })
  return held.map((each) => Object.fromEntries(Object.entries(at).map(([dimension, name]) => [dimension, each[name]])))
}
