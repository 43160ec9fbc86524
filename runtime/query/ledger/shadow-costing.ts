import { fail } from '@formwork/platform/error/index.ts'
import type { CostingMethod } from '@formwork/platform/plugin/contracts/costing.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { compareEvents, type TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { listPools } from '../../store/ledger/pool-list.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import { listPoolRows, type PairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Query, QueryContext } from '../query.ts'
import { visibleLedger } from './ledger-request.ts'

interface ShadowRequest {
  readonly ledger: string
  /** Name of a costing method; those for management only are allowed: nothing is booked. */
  readonly method?: unknown
}

/** What a pool holds and what left it, in the books and under another method; value in smallest units. */
interface Compared {
  readonly pool: StoredPool
  issued: number
  shadowIssued: number
}

/**
 * Runs another method over the whole journal of a ledger, from its first entry, and writes nothing: value of what is held
 * and cost of what was issued (returns taken off), pool by pool, beside those of the books.
 * Errors: `unknown-ledger`, `not-permitted`, `unknown-plugin`, `costing-refused` for methods that a period's close completes.
 */
export const shadowCosting: Query = {
  name: 'ledger-shadow',
  cost: 'long',
  async run(context: QueryContext, request: ShadowRequest): Promise<unknown> {
    const { definition, plan } = visibleLedger(context, request.ledger)
    const shape = context.store.ledgers.plansOf(definition.name).table.shape
    const { costing } = shape
    if (costing === undefined) throw fail('costing-refused', { reason: { zh: '该台账没有成本核算', en: 'this ledger has no costing' } })
    if (plan.hidden.has(definition.costing!.value)) throw fail('not-permitted', { action: `view ${definition.name}` })
    const method = requireContribution(context.registry, 'costings', String(request.method ?? 'moving-average'))
    if (method.periodEnd !== undefined) {
      throw fail('costing-refused', { reason: { zh: '该方法须经期末结账', en: 'a period has to be closed to complete this method' } })
    }
    const pools = await listPools(context.reading, shape.name)
    const events = await listEvents(context, shape, pools)
    const fold = foldAll(shape, pools, events, method)
    const scale = (position: number, amount: number): string => Decimal.fromUnits(amount, shape.measures[position]!.scale).toString()
    const rows = compare(pools, events, fold).map(({ pool, issued, shadowIssued }) => ({
      pool: pool.key.slice(shape.name.length + 1),
      quantity: scale(costing.quantity, pool.state.quantity),
      value: scale(costing.value, pool.state.value),
      shadowValue: scale(costing.value, fold.state(pool.id)!.value),
      issued: scale(costing.value, issued),
      shadowIssued: scale(costing.value, shadowIssued),
    }))
    return { method: method.name, rows }
  },
}

/** Every movement of these pools, once, in the order of cost, with what was appended to it. */
async function listEvents({ store, reading }: QueryContext, shape: LedgerShape, pools: readonly StoredPool[]): Promise<ReplayEvent[]> {
  const rows: PairedEntry[] = []
  for (const pool of pools) rows.push(...(await listPoolRows(store.ledgers, reading, shape, pool, Number.MIN_SAFE_INTEGER)))
  return assembleEvents(rows, shape.costing!, mirroredMovements(rows), new Map()).sort(compareEvents)
}

function foldAll(shape: LedgerShape, pools: readonly StoredPool[], events: readonly ReplayEvent[], method: CostingMethod): CostFold {
  const starts = pools.map((pool) => ({
    pool: pool.id,
    state: emptyState(pool.origin.rate ?? undefined),
    methods: [{ at: Number.MIN_SAFE_INTEGER, seq: 0, method }],
    after: { at: Number.MIN_SAFE_INTEGER, seq: -1 },
  }))
  const { standardQuantity } = shape.costing!
  const fold = new CostFold(starts, { sources: new Map(), transformations: transformationsOf(events), standardQuantity })
  for (const event of events) fold.apply(event)
  return fold
}

/** Inputs and outputs that stand in one journal. */
function transformationsOf(events: readonly ReplayEvent[]): Map<number, TransformationFact> {
  const facts = new Map<number, { journal: number; inputs: { id: number; value: number }[]; outputs: { id: number; factor: number }[] }>()
  for (const { id, journal, basis: kind, booked, factor } of events) {
    if (kind !== basis.consumed && kind !== basis.assembled) continue
    const fact = facts.get(journal) ?? { journal, inputs: [], outputs: [] }
    facts.set(journal, fact)
    if (kind === basis.consumed) fact.inputs.push({ id, value: booked })
    else fact.outputs.push({ id, factor })
  }
  return facts
}

function compare(pools: readonly StoredPool[], events: readonly ReplayEvent[], fold: CostFold): Compared[] {
  const compared = new Map(pools.map((pool) => [pool.id, { pool, issued: 0, shadowIssued: 0 }]))
  for (const event of events) {
    const isIssue = event.from !== 0 && event.to === 0 && event.quantity !== 0
    const isBack = event.from === 0 && event.basis === basis.returned
    const own = compared.get(isIssue ? event.from : isBack ? event.to : 0)
    if (own === undefined) continue
    const sign = isIssue ? 1 : -1
    own.issued += sign * event.booked
    own.shadowIssued += sign * fold.outcomes.get(event.id)!.value
  }
  return [...compared.values()]
}
