import type { CostingMethod, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { adjustmentsOf } from '../../engine/ledger/costing/adjust.ts'
import type { TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { solvePeriod, type PeriodCosts } from '../../engine/ledger/costing/period-costs.ts'
import type { ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { findCheckpoint } from '../../store/ledger/checkpoints.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { methodsOf } from './load-replay.ts'
import { transformationFact } from './replay-facts.ts'
import { listPoolEvents } from './state-at.ts'

export interface DeferredCosts {
  readonly moves: readonly ValueMove[]
  /** States at the end of the period, by pool. */
  readonly states: ReadonlyMap<number, CostState>
  /** Movements whose cost changed and that went into pools of other methods. */
  readonly flows: ReadonlyMap<number, number>
}

interface Month {
  readonly pool: StoredPool
  readonly state: CostState
  readonly events: readonly ReplayEvent[]
}

const none: ReadonlySet<number> = new Set()

/** Costs that wait for the period's end: finds them for all pools of one method at once. Errors: `costing-refused`. */
export async function closeDeferred(
  unit: Unit,
  ledger: LedgerShape,
  pools: readonly StoredPool[],
  period: { after: number; end: number; closedTo: number },
): Promise<DeferredCosts> {
  const months: Month[] = []
  const method = pools.map((pool) => methodAt(unit, pool, period.end)).find((candidate) => candidate.periodEnd !== undefined)
  const own = pools.filter((pool) => methodAt(unit, pool, period.end) === method)
  if (method?.periodEnd === undefined) return { moves: [], states: new Map(), flows: new Map() }
  for (const pool of own) months.push(await loadMonth(unit, ledger, pool, period))
  const movements = months.map(({ pool, state, events }) => ({ pool: pool.id, quantity: state.quantity, value: state.value, events }))
  const result = solvePeriod(method.periodEnd, movements, await loadTransformations(unit, ledger, months), period.after)
  return collect(ledger, months, result, period.closedTo)
}

export function methodAt(unit: Unit, pool: StoredPool, at: number): CostingMethod {
  return methodsOf(unit, pool).findLast((span) => span.at <= at)!.method
}

async function loadMonth(
  unit: Unit,
  ledger: LedgerShape,
  pool: StoredPool,
  { after, end }: { after: number; end: number },
): Promise<Month> {
  const checkpoint = await findCheckpoint(unit.transaction, pool.id, after + 1, 0)
  const opening = checkpoint?.state ?? { quantity: 0, value: 0, rateQuantity: 0, rateValue: 0, layers: [], shortages: [] }
  return {
    pool,
    state: opening,
    events: await listPoolEvents(unit, ledger, pool, { at: checkpoint?.at ?? Number.MIN_SAFE_INTEGER, seq: checkpoint?.seq ?? -1 }, end),
  }
}

/** What the outputs of the period were made of. */
async function loadTransformations(unit: Unit, ledger: LedgerShape, months: readonly Month[]): Promise<Map<number, TransformationFact>> {
  const facts = new Map<number, TransformationFact>()
  for (const { basis: kind, journal } of months.flatMap(({ events }) => events)) {
    if (kind === basis.assembled && !facts.has(journal)) facts.set(journal, await transformationFact(unit, ledger, journal, none))
  }
  return facts
}

function collect(ledger: LedgerShape, months: readonly Month[], result: PeriodCosts, closedTo: number): DeferredCosts {
  const moves: ValueMove[] = []
  const flows = new Map<number, number>()
  const among = new Set(months.map(({ pool }) => pool.id))
  const seen = new Set<number>()
  for (const event of months.flatMap(({ events }) => events)) {
    const value = result.values.get(event.id) ?? result.made.get(event.id)
    if (value === undefined || value === event.booked || seen.has(event.id)) continue
    seen.add(event.id)
    moves.push(...adjustmentsOf(ledger, event, { value, variance: event.bookedVariance }, closedTo))
    if (event.to !== 0 && !among.has(event.to)) flows.set(event.to, Math.min(event.at, flows.get(event.to) ?? event.at))
  }
  const states = new Map([...result.pools].map(([pool, own]): [number, CostState] => [pool, { ...own, layers: [], shortages: [] }]))
  return { moves, states, flows }
}
