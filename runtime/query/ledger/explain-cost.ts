import { fail } from '@formwork/platform/error/index.ts'
import { Decimal, formatId, parseId } from '@formwork/platform/value/index.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import type { ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { CostPart } from '../../engine/ledger/costing/cost-part.ts'
import { explainCosts, type ExplainedCost } from '../../engine/ledger/costing/explain-costs.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { foldPools, groupPools, type CostedBooks } from '../../store/ledger/fold-pools.ts'
import { listPeriods } from '../../store/ledger/periods.ts'
import { listMovementsOf } from '../../store/ledger/movements-of.ts'
import type { QueryContext } from '../query.ts'
import { visibleLedger } from './ledger-request.ts'
import { visiblePools } from './visible-pools.ts'
import { notPermitted } from '../not-permitted.ts'

interface CostRequest {
  readonly ledger: string
  /** A record, a row of its lines, or an entry. */
  readonly of?: unknown
}

/**
 * What the movements of a record (or of one row of it) cost, and why: `formula` over `movements` gives `total`, and the
 * formula of each movement over its `parts` gives its `value`. A part is `quantity` of what was `held` and worth `worth`
 * then: of the pool, of a layer, of an issue that comes back, of all that a period began with and took in. Errors: as balances, `unknown-source-entry`.
 */
export async function explainCost(context: QueryContext, request: CostRequest): Promise<unknown> {
  const { definition, plan } = visibleLedger(context, request.ledger)
  const { ledgers } = context.store
  const ledger = ledgers.plansOf(definition.name).table.shape
  if (ledger.costing === undefined) {
    throw fail('costing-refused', { reason: { zh: '该台账没有成本核算', en: 'this ledger has no costing' } })
  }
  if (plan.hidden.has(definition.costing!.value)) throw notPermitted('view', definition.label ?? definition.name)
  const of = parseId(String(request.of))
  const wanted = new Set(await listMovementsOf(context.reading, ledgers, definition.name, of))
  const seen = await visiblePools(context, ledger, plan)
  const found: [ReplayEvent, ExplainedCost][] = []
  const books: CostedBooks = { reading: context.reading, ledgers, registry: context.registry, ledger }
  const ends = (await listPeriods(context.reading)).filter(({ status }) => status === 'closed').map(({ endAt }) => endAt)
  for (const pools of wanted.size === 0 ? [] : await groupPools(books)) {
    if (seen !== 'all' && pools.some(({ id }) => !seen.has(id))) continue
    const group = await foldPools(books, pools)
    if (group.events.some(({ id }) => wanted.has(id))) found.push(...explainCosts(group, wanted, ends))
  }
  if (found.length === 0) throw fail('unknown-source-entry', { line: String(request.of) })
  return describe(
    ledger,
    found.sort(([left], [right]) => left.id - right.id),
  )
}

/** HALF_UP of the share; what is all there is goes as it is. */
function partFormula(scale: number): string {
  const share = `round half up(part.worth * part.quantity / part.held, ${scale})`
  return `sum(for part in parts return part.sign * (if part.quantity = part.held then part.worth else ${share}))`
}

function describe(ledger: LedgerShape, found: readonly (readonly [ReplayEvent, ExplainedCost])[]): unknown {
  const { quantity, value } = ledger.costing!
  const scaled = (measure: number, amount: number): string => Decimal.fromUnits(amount, ledger.measures[measure]!.scale).toString()
  const partToJson = ({ sign, quantity: taken, held, worth, kind, entry }: CostPart) => ({
    kind,
    sign: String(sign),
    quantity: scaled(quantity, taken),
    held: scaled(quantity, held),
    worth: scaled(value, worth),
    ...(entry === undefined || entry === 0 ? {} : { entry: formatId(entry) }),
  })
  const movements = found.map(([event, { parts }]) => ({
    entry: formatId(event.id),
    name: event.name,
    date: dateOfMinute(event.at).toString(),
    quantity: scaled(quantity, event.quantity),
    value: scaled(value, event.booked),
    formula: partFormula(ledger.measures[value]!.scale),
    parts: parts.map(partToJson),
  }))
  const total = found.reduce((sum, [event]) => sum + event.booked, 0)
  return { measure: ledger.measures[value]!.name, formula: 'sum(movements.value)', total: scaled(value, total), movements }
}
