import type { CostingMethod, CostState, PeriodPool, PeriodResult } from '@formwork/platform/plugin/contracts/costing.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { adjustmentsOf } from '../../engine/ledger/costing/adjust.ts'
import { shareByFactor } from '../../engine/ledger/costing/share-by-factor.ts'
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
/** Outputs of transformations feed further pools: as many rounds as there are stages of making. */
const MOST_STAGES = 50

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
  const result = await solve(unit, ledger, months, method.periodEnd, period.after)
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

/** Solved again until outputs of transformations carry what their inputs cost. */
async function solve(
  unit: Unit,
  ledger: LedgerShape,
  months: readonly Month[],
  periodEnd: (pools: readonly PeriodPool[]) => PeriodResult,
  after: number,
): Promise<PeriodResult & { made: Map<number, number> }> {
  const made = new Map<number, number>()
  const among = new Set(months.map(({ pool }) => pool.id))
  const own = new Set(
    months.flatMap(({ pool, events }) => events.filter((event) => event.from === pool.id && event.at > after).map(({ id }) => id)),
  )
  for (let stage = 0; stage < MOST_STAGES; stage++) {
    const result = periodEnd(months.map((month) => periodPool(month, among, own, made)))
    const next = await outputValues(unit, ledger, months, result)
    if ([...next].every(([id, value]) => made.get(id) === value)) return { ...result, made }
    for (const [id, value] of next) made.set(id, value)
  }
  throw fail('costing-refused', { reason: { zh: '组装互相引用成环', en: 'transformations feed each other in a circle' } })
}

/** `among` are the pools closed together, `own` the issues of the period. */
function periodPool(
  { pool, state, events }: Month,
  among: ReadonlySet<number>,
  own: ReadonlySet<number>,
  made: ReadonlyMap<number, number>,
): PeriodPool {
  const received: { quantity: number; value: number }[] = []
  const issued: { entry: number; quantity: number; to: number }[] = []
  const returned: { entry: number; of: number; quantity: number }[] = []
  for (const event of events) {
    if (event.from === event.to) continue
    if (event.from === pool.id) issued.push({ entry: event.id, quantity: event.quantity, to: among.has(event.to) ? event.to : 0 })
    else if (event.basis === basis.returned && own.has(event.source)) {
      returned.push({ entry: event.id, of: event.source, quantity: event.quantity })
    } else if (event.from === 0 || !among.has(event.from)) {
      received.push({ quantity: event.quantity, value: made.get(event.id) ?? event.booked })
    }
  }
  return { pool: pool.id, quantity: state.quantity, value: state.value, received, issued, returned }
}

async function outputValues(unit: Unit, ledger: LedgerShape, months: readonly Month[], result: PeriodResult): Promise<Map<number, number>> {
  const values = new Map<number, number>()
  for (const event of months.flatMap(({ events }) => events)) {
    if (event.basis !== basis.assembled || values.has(event.id)) continue
    const { inputs, outputs } = await transformationFact(unit, ledger, event.journal, none)
    const total = inputs.reduce((sum, input) => sum + (result.values.get(input.id) ?? input.value), 0)
    values.set(event.id, shareByFactor(total, outputs, event.id))
  }
  return values
}

function collect(
  ledger: LedgerShape,
  months: readonly Month[],
  result: PeriodResult & { made: ReadonlyMap<number, number> },
  closedTo: number,
): DeferredCosts {
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
