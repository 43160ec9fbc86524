import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { compareEvents } from '../../engine/ledger/costing/cost-event.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import { foldShadow, type ShadowCosts } from '../../engine/ledger/costing/shadow-fold.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { listPeriods } from '../../store/ledger/periods.ts'
import { listPools } from '../../store/ledger/pool-list.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import { listPoolRows, type PairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Query, QueryContext } from '../query.ts'
import { visibleLedger } from './ledger-request.ts'
import { visiblePools } from './visible-pools.ts'
import { notPermitted } from '../not-permitted.ts'

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
 * and cost of what was issued (returns taken off), pool by pool, beside those of the books. A method that a period's end
 * completes takes the periods that are closed, then months. Pools show where everything in them may be seen.
 * Errors: `unknown-ledger`, `not-permitted`, `unknown-plugin`, `costing-refused` where the method finds no cost.
 */
export const shadowCosting: Query = {
  name: 'ledger-shadow',
  cost: 'long',
  async run(context: QueryContext, request: ShadowRequest): Promise<unknown> {
    const { definition, plan } = visibleLedger(context, request.ledger)
    const shape = context.store.ledgers.plansOf(definition.name).table.shape
    const { costing } = shape
    if (costing === undefined) throw fail('costing-refused', { reason: { zh: '该台账没有成本核算', en: 'this ledger has no costing' } })
    if (plan.hidden.has(definition.costing!.value)) throw notPermitted('view', definition.label ?? definition.name)
    const method = requireContribution(context.registry, 'costings', String(request.method ?? 'moving-average'))
    const pools = await listPools(context.reading, shape.name)
    const events = await listEvents(context, shape, pools)
    const periods = await listPeriods(context.reading)
    const shadow = foldShadow({
      method,
      pools: pools.map(({ id, origin }) => ({ id, state: emptyState(origin.rate ?? undefined) })),
      events,
      standardQuantity: costing.standardQuantity,
      periodEnds: periods.filter(({ status }) => status === 'closed').map(({ endAt }) => endAt),
    })
    // A pool is fed by every row of it: who may not see all of them would see foreign ones in its figures.
    const seen = await visiblePools(context, shape, plan)
    const scale = (position: number, amount: number): string => Decimal.fromUnits(amount, shape.measures[position]!.scale).toString()
    const shown = compare(pools, events, shadow).filter(({ pool }) => seen === 'all' || seen.has(pool.id))
    const rows = shown.map(({ pool, issued, shadowIssued }) => ({
      pool: pool.key.slice(shape.name.length + 1),
      ...(plan.hidden.has(definition.costing!.quantity) ? {} : { quantity: scale(costing.quantity, pool.state.quantity) }),
      value: scale(costing.value, pool.state.value),
      shadowValue: scale(costing.value, shadow.states.get(pool.id)!.value),
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

function compare(pools: readonly StoredPool[], events: readonly ReplayEvent[], shadow: ShadowCosts): Compared[] {
  const compared = new Map(pools.map((pool) => [pool.id, { pool, issued: 0, shadowIssued: 0 }]))
  for (const event of events) {
    const isIssue = event.from !== 0 && event.to === 0 && event.quantity !== 0
    const isBack = event.from === 0 && event.basis === basis.returned
    const own = compared.get(isIssue ? event.from : isBack ? event.to : 0)
    if (own === undefined) continue
    const sign = isIssue ? 1 : -1
    own.issued += sign * event.booked
    own.shadowIssued += sign * shadow.values.get(event.id)!
  }
  return [...compared.values()]
}
