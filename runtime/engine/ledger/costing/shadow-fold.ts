import type { CostingMethod, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { dateOfMinute, lastMinuteOf } from '../business-minute.ts'
import { isShare } from '../basis.ts'
import type { CostEvent, PoolStart, SourceFact } from './cost-event.ts'
import { CostFold } from './cost-fold.ts'
import { copyState } from './cost-state.ts'
import { solvePeriod } from './period-costs.ts'
import { transformationsOf, type ReplayEvent } from './replay-event.ts'

/** What another method finds for a journal: value of every movement, and what the pools hold at the end. */
export interface ShadowCosts {
  readonly values: ReadonlyMap<number, number>
  readonly states: ReadonlyMap<number, CostState>
}

export interface ShadowBook {
  readonly method: CostingMethod
  readonly pools: readonly { readonly id: number; readonly state: CostState }[]
  /** Every movement, in the order of cost. */
  readonly events: readonly ReplayEvent[]
  readonly standardQuantity: number
  /** Last minutes of the periods that are closed, in order. */
  readonly periodEnds: readonly number[]
}

const BEGINNING = { at: Number.MIN_SAFE_INTEGER, seq: -1 }

/** Runs one method over a whole journal, from its first movement. Errors: `costing-refused`. */
export function foldShadow(book: ShadowBook): ShadowCosts {
  return book.method.periodEnd === undefined ? foldAtOnce(book) : foldByPeriods(book, book.method.periodEnd)
}

function foldAtOnce({ method, pools, events, standardQuantity }: ShadowBook): ShadowCosts {
  const fold = new CostFold(startsOf(method, pools), { sources: new Map(), transformations: transformationsOf(events), standardQuantity })
  for (const event of events) fold.apply(event)
  return {
    values: new Map([...fold.outcomes].map(([id, { value }]) => [id, value])),
    states: new Map(pools.map(({ id }) => [id, fold.state(id)!])),
  }
}

function startsOf(method: CostingMethod, pools: ShadowBook['pools']): PoolStart[] {
  const methods = [{ at: Number.MIN_SAFE_INTEGER, seq: 0, method }]
  return pools.map(({ id, state }) => ({ pool: id, state: copyState(state), methods, after: BEGINNING }))
}

/** Period by period, as if each had been closed: provisional costs first, then those of the period's end. */
function foldByPeriods(book: ShadowBook, periodEnd: NonNullable<CostingMethod['periodEnd']>): ShadowCosts {
  const { method, events, standardQuantity } = book
  const values = new Map<number, number>()
  const sources = new Sources(values)
  let pools = book.pools
  let after = Number.MIN_SAFE_INTEGER
  let next = 0
  for (const end of endsOf(book)) {
    const first = next
    while (next < events.length && events[next]!.at <= end) next++
    const own = events.slice(first, next)
    const transformations = transformationsOf(own)
    const fold = new CostFold(startsOf(method, pools), { sources: sources.of(own), transformations, standardQuantity })
    for (const event of own) fold.apply(event)
    const booked = own.map((event) => ({ ...event, booked: fold.outcomes.get(event.id)!.value }))
    const months = pools.map(({ id, state }) => ({
      pool: id,
      quantity: state.quantity,
      value: state.value,
      events: booked.filter((event) => event.from === id || event.to === id),
    }))
    const found = solvePeriod(periodEnd, months, transformations, after)
    for (const { id, booked: provisional } of booked) values.set(id, found.values.get(id) ?? found.made.get(id) ?? provisional)
    pools = pools.map(({ id, state }) => ({ id, state: { ...state, ...found.pools.get(id), layers: [], shortages: [] } }))
    sources.add(own)
    after = end
  }
  return { values, states: new Map(pools.map(({ id, state }) => [id, state])) }
}

/** The periods that are closed, then months up to the last movement. */
function endsOf({ events, periodEnds }: ShadowBook): number[] {
  const ends = [...periodEnds]
  const last = events.at(-1)
  if (last === undefined) return []
  let day = ends.length > 0 ? dateOfMinute(ends.at(-1)! + 1) : dateOfMinute(events[0]!.at)
  while (ends.length === 0 || ends.at(-1)! < last.at) {
    const end = day.endOfMonth()
    ends.push(lastMinuteOf(end))
    day = end.addDays(1)
  }
  return ends
}

/** Movements of earlier periods, as returns of later ones refer to them. */
class Sources {
  readonly #values: ReadonlyMap<number, number>
  readonly #events = new Map<number, ReplayEvent>()
  readonly #returned = new Map<number, ReplayEvent[]>()

  constructor(values: ReadonlyMap<number, number>) {
    this.#values = values
  }

  add(events: readonly ReplayEvent[]): void {
    for (const event of events) {
      this.#events.set(event.id, event)
      if (isShare(event.basis)) this.#returned.set(event.source, [...(this.#returned.get(event.source) ?? []), event])
    }
  }

  of(events: readonly CostEvent[]): Map<number, SourceFact> {
    const facts = new Map<number, SourceFact>()
    for (const { basis: kind, source } of events) {
      const known = isShare(kind) ? this.#events.get(source) : undefined
      if (known !== undefined && !facts.has(source)) facts.set(source, this.#factOf(known))
    }
    return facts
  }

  #factOf({ id, quantity }: ReplayEvent): SourceFact {
    const value = this.#values.get(id)!
    const returned = this.#returned.get(id) ?? []
    const returnedValue = returned.reduce((sum, back) => sum + this.#values.get(back.id)!, 0)
    return {
      id,
      quantity,
      value,
      partnerValue: value,
      returnedQuantity: returned.reduce((sum, back) => sum + back.quantity, 0),
      returnedValue,
      returnedPartnerValue: returnedValue,
    }
  }
}
