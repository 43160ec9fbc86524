import { fail } from '@formwork/platform/error/index.ts'
import type { PeriodPool, PeriodResult } from '@formwork/platform/plugin/contracts/costing.ts'
import { basis } from '../basis.ts'
import type { TransformationFact } from './cost-event.ts'
import type { ReplayEvent } from './replay-event.ts'
import { shareByFactor } from './share-by-factor.ts'

/** What happened in one pool in one period. */
export interface PeriodMovements {
  readonly pool: number
  /** At the start of the period. */
  readonly quantity: number
  readonly value: number
  /** In order of cost; `booked` is the value of what does not depend on this period's averages. */
  readonly events: readonly ReplayEvent[]
}

/** What a period costs, and what outputs of transformations are made of, by movement. */
export interface PeriodCosts extends PeriodResult {
  readonly made: ReadonlyMap<number, number>
}

/** Outputs of transformations feed further pools: as many rounds as there are stages of making. */
const MOST_STAGES = 50

/**
 * Finds the costs of a period for all pools of one method at once; solved again until outputs carry what their inputs cost.
 * `after` is the last minute before the period. Errors: `costing-refused`.
 */
export function solvePeriod(
  periodEnd: (pools: readonly PeriodPool[]) => PeriodResult,
  months: readonly PeriodMovements[],
  transformations: ReadonlyMap<number, TransformationFact>,
  after: number,
): PeriodCosts {
  const made = new Map<number, number>()
  const among = new Set(months.map(({ pool }) => pool))
  const own = new Set(
    months.flatMap(({ pool, events }) => events.filter((event) => event.from === pool && event.at > after).map(({ id }) => id)),
  )
  for (let stage = 0; stage < MOST_STAGES; stage++) {
    const result = periodEnd(months.map((month) => periodPool(month, among, own, made)))
    const next = outputValues(transformations, months, result)
    if ([...next].every(([id, value]) => made.get(id) === value)) return { ...result, made }
    for (const [id, value] of next) made.set(id, value)
  }
  throw fail('costing-refused', { reason: { zh: '组装互相引用成环', en: 'transformations feed each other in a circle' } })
}

/** `among` are the pools closed together, `own` the issues of the period. */
function periodPool(
  { pool, quantity, value, events }: PeriodMovements,
  among: ReadonlySet<number>,
  own: ReadonlySet<number>,
  made: ReadonlyMap<number, number>,
): PeriodPool {
  const received: { quantity: number; value: number }[] = []
  const issued: { entry: number; quantity: number; to: number }[] = []
  const returned: { entry: number; of: number; quantity: number }[] = []
  for (const event of events) {
    if (event.from === event.to) continue
    if (event.from === pool) issued.push({ entry: event.id, quantity: event.quantity, to: among.has(event.to) ? event.to : 0 })
    else if (event.basis === basis.returned && own.has(event.source)) {
      returned.push({ entry: event.id, of: event.source, quantity: event.quantity })
    } else if (event.from === 0 || !among.has(event.from)) {
      received.push({ quantity: event.quantity, value: made.get(event.id) ?? event.booked })
    }
  }
  return { pool, quantity, value, received, issued, returned }
}

function outputValues(
  transformations: ReadonlyMap<number, TransformationFact>,
  months: readonly PeriodMovements[],
  result: PeriodResult,
): Map<number, number> {
  const values = new Map<number, number>()
  for (const event of months.flatMap(({ events }) => events)) {
    const fact = event.basis === basis.assembled ? transformations.get(event.journal) : undefined
    if (fact === undefined || values.has(event.id)) continue
    const total = fact.inputs.reduce((sum, input) => sum + (result.values.get(input.id) ?? input.value), 0)
    values.set(event.id, shareByFactor(total, fact.outputs, event.id) + (event.revision ?? 0))
  }
  return values
}
