import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { Need } from '../../engine/record/facts.ts'
import { makeAuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import { constantOperand } from '../filter.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'

/** Values that one formula may ask for: more than any record of the most lines could name. */
const MOST_VALUES = 100_000

/**
 * The values of a dimension whose figure is above zero now, in order, as text (references by id); null for a coordinate that is
 * named but empty, and where `rights` are somebody's own and do not show the figure. Errors: `unknown-measure`.
 */
export async function readHeld(
  context: QueryContext,
  rights: 'all' | 'own',
  { ledger, dimension, measure, where }: Extract<Need, { kind: 'held' }>,
): Promise<readonly string[] | null> {
  const definition = context.model.ledgers.get(ledger)
  if (definition === undefined || Object.values(where).some((value) => value === null || value === undefined)) return null
  const unknown = [dimension, ...Object.keys(where)].find((name) => !definition.dimensions.some((each) => each.name === name))
  if (unknown !== undefined) throw fail('unknown-measure', { ledger, measure: unknown })
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const mayRead = authority.may('view', ledger) && !authority.fields(ledger).hidden.has(measure)
  if (rights === 'own' && !mayRead) return null
  const plan = makeAuthorizedPlan({ resource: ledger, rows: { constant: true }, seatsOf: null, hidden: new Set() })
  const rows = await readLedgerRows(
    readingSource(context),
    plan,
    {
      name: 'held',
      of: 'balances',
      group: [{ name: 'value', path: [dimension] }],
      measures: [{ name: 'figure', path: [measure], aggregate: 'sum' }],
      where: Object.entries(where).map(([name, value]) => ({ compare: '=', left: { path: [name] }, right: constantOperand(value) })),
    },
    MOST_VALUES,
  )
  return rows.flatMap(({ value, figure }) => (value !== null && isAboveZero(figure) ? [String(value)] : []))
}

function isAboveZero(figure: unknown): boolean {
  return figure != null && Decimal.parse(String(figure)).compare(Decimal.zero) > 0
}
