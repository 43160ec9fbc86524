import type { AlertDefinition, LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { localize } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { alertPlansOf } from '../alerts/alert-plan.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import { listAlerts, type Alert } from '../../store/services/alerts.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { titlesOf } from '../titles.ts'
import { mayReadReport, seesWholeReport } from './may-read-report.ts'
import { readsHidden } from './reads-hidden.ts'
import { visibleOf, visibleRecords } from './visible-records.ts'

const MOST_OPEN = 5_000
const PAGE = 200

interface AlertsRequest {
  /** `all`: not only what is addressed to the reader. */
  readonly scope?: string
  readonly state?: string
  readonly rule?: string
  readonly snoozed?: string
  readonly before?: string
}

/** Alerts that are open (or were), as far as the reader may see what they are about; figures that are hidden from him are not told. */
export const alerts: Query = {
  name: 'alerts',
  cost: 'point',
  async run(context: QueryContext, request: AlertsRequest): Promise<unknown> {
    const before = request.before === undefined ? Number.MAX_SAFE_INTEGER : parseId(request.before, 'before')
    const closed = request.state === 'closed'
    const found = await listAlerts(context.reading, { closed, before, limit: closed ? PAGE : MOST_OPEN })
    const wanted = found.filter(
      (alert) =>
        (request.rule === undefined || alert.rule === request.rule) &&
        context.model.alerts.has(alert.rule) &&
        (request.scope === 'all' || isAddressed(context, alert)) &&
        (closed || request.snoozed === 'true' || (alert.snoozedUntil ?? 0) <= context.now),
    )
    const seen = await withVisibleSubjects(context, wanted)
    const rows = await Promise.all(seen.map((alert) => alertToJson(context, alert)))
    return { rows, next: closed && found.length === PAGE ? formatId(found.at(-1)!.id) : undefined }
  },
}

/** Nobody named: everybody who may see it. */
function isAddressed({ actor }: QueryContext, { content }: Alert): boolean {
  if (content.roles.length === 0 && content.people.length === 0) return true
  return (actor.person !== null && content.people.includes(actor.person)) || content.roles.some((role) => actor.roles.includes(role))
}

/** Those whose record, ledger and coordinates the reader may see. */
export async function withVisibleSubjects(context: QueryContext, list: readonly Alert[]): Promise<Alert[]> {
  const records = await visibleOf(context, list)
  const coordinates = new Map<string, Set<number>>()
  for (const alert of list) {
    for (const { entity, id } of referencesOf(context, alert)) coordinates.set(entity, (coordinates.get(entity) ?? new Set()).add(id))
  }
  const visible = new Map<string, Set<number>>()
  for (const [entity, ids] of coordinates) visible.set(entity, await visibleRecords(context, entity, [...ids]))
  const shown: Alert[] = []
  for (const alert of list) {
    const { ledger, report } = context.model.alerts.get(alert.rule)!.on
    const isShown =
      alert.record !== null
        ? records.has(alert.record)
        : (report === undefined || (mayReadReport(context, report) && seesWholeReport(context, report))) &&
          referencesOf(context, alert).every(({ entity, id }) => visible.get(entity)?.has(id) === true) &&
          (ledger === undefined || (await mayReadCoordinates(context, ledger, alert)))
    if (isShown) shown.push(alert)
  }
  return shown
}

/** Coordinates that the row rules of the ledger keep from the reader are as if they did not exist. */
async function mayReadCoordinates(context: QueryContext, ledger: string, alert: Alert): Promise<boolean> {
  const rows = authorityOf(context.model, context.organisation, context.actor).rows(ledger, 'view')
  if (rows === 'all' || rows === 'none') return rows === 'all'
  const held = Object.entries(alert.coordinates ?? {}).filter(([, value]) => value !== null)
  const { dimensions } = context.model.ledgers.get(ledger)!
  const isDate = (name: string): boolean => dimensions.find((dimension) => dimension.name === name)?.type === 'date'
  const where = held.map(([name, value]): Predicate => ({
    compare: '=',
    left: { path: [name] },
    right: isDate(name) ? { date: String(value) } : { constant: String(value) },
  }))
  const group = dimensions.map(({ name }) => ({ name, path: [name] }))
  const read = { name: 'held', of: 'balances' as const, group, measures: [], where }
  return (await readLedgerRows(readingSource(context), authorizeRead(context, ledger), read, 1)).length > 0
}

function referencesOf(context: QueryContext, alert: Alert): { dimension: string; entity: string; id: number }[] {
  const ledger = ledgerOf(context, alert)
  return Object.entries(alert.coordinates ?? {}).flatMap(([dimension, value]) => {
    const entity = ledger?.dimensions.find(({ name }) => name === dimension)?.entity
    return entity === undefined || typeof value !== 'number' ? [] : [{ dimension, entity, id: value }]
  })
}

function ledgerOf(context: QueryContext, alert: Alert): LedgerDefinition | undefined {
  const name = context.model.alerts.get(alert.rule)?.on.ledger
  return name === undefined ? undefined : context.model.ledgers.get(name)
}

/** What the alert says to this reader: its label alone where the text tells something hidden from him. */
export function alertText(context: QueryContext, { rule, content }: Alert): string {
  const plan = alertPlansOf(context.model, context.registry).byName.get(rule)!
  const { label, name } = plan.definition
  return readsHidden(context, plan) ? localize(label ?? name, context.language) : content.text[context.language]
}

async function alertToJson(context: QueryContext, alert: Alert): Promise<Record<string, unknown>> {
  const definition = context.model.alerts.get(alert.rule)!
  const plan = alertPlansOf(context.model, context.registry).byName.get(alert.rule)!
  const label = localize(definition.label ?? definition.name, context.language)
  const isHidden = readsHidden(context, plan)
  const { id, rule, severity, content, openedAt, closedAt, acknowledgedAt, acknowledgedBy, snoozedUntil, entity, record } = alert
  const title = entity === null || record === null ? undefined : (await titlesOf(context, entity, [record])).get(record)
  return {
    id: formatId(id),
    rule,
    label,
    severity,
    text: alertText(context, alert),
    openedAt,
    closedAt,
    acknowledged:
      acknowledgedAt === null ? null : { at: acknowledgedAt, by: context.organisation.people.get(acknowledgedBy ?? 0)?.name ?? null },
    snoozedUntil,
    entity,
    record: record === null ? null : { id: formatId(record), title: title ?? `#${record}` },
    ledger: definition.on.ledger ?? null,
    coordinates: await coordinatesToJson(context, alert),
    action: actionOf(definition, isHidden ? {} : content.parameters),
  }
}

async function coordinatesToJson(context: QueryContext, alert: Alert): Promise<Record<string, unknown>> {
  const shown: Record<string, unknown> = { ...alert.coordinates }
  for (const { dimension, entity, id } of referencesOf(context, alert)) {
    shown[dimension] = { entity, id: formatId(id), title: (await titlesOf(context, entity, [id])).get(id) ?? `#${id}` }
  }
  return shown
}

function actionOf({ action }: AlertDefinition, parameters: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  return action === undefined ? null : { ...action, parameters }
}
