import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { CostingMethod, CostLayer, CostState, Shortage } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'
import { basis } from '../basis.ts'
import type { CostEvent, CostOutcome, MethodSpan, PoolStart, SourceFact, TransformationFact } from './cost-event.ts'
import { ReturnedShares } from './returned-shares.ts'
import { coverShortages, estimateShortage } from './shortage.ts'
import { shareByFactor } from './share-by-factor.ts'

/** What a fold needs besides the pools. */
export interface FoldFacts {
  readonly sources: ReadonlyMap<number, SourceFact>
  readonly transformations: ReadonlyMap<number, TransformationFact>
  /** Rates of `standard` events are values of so many units. */
  readonly standardQuantity: number
  /** Digits after the point of quantities, for what people read. */
  readonly quantityScale?: number
}

interface Pool {
  readonly id: number
  readonly state: CostState
  readonly methods: readonly MethodSpan[]
  readonly after: { readonly at: number; readonly seq: number }
  span: number
}

/**
 * The one definition of what things cost: applies movements in the order (at, seq) to the pools they touch.
 * Pure: the same movements in the same order give the same outcomes, whether posted one by one or replayed.
 * Errors: `costing-refused`, `over-returned`, `amount-overflow`.
 */
export class CostFold {
  readonly outcomes = new Map<number, CostOutcome>()
  /** Issues before the fold that were not yet covered when it began: what they cost now, by movement. */
  readonly late = new Map<number, { value: number; variance: number }>()
  /** Pools that a changed value enters and that are not part of the fold, and from when. */
  readonly missing = new Map<number, number>()
  /** Pools that a true-up reached, when, and through which movement: what is entered before that comes before it. */
  readonly reached: { readonly pool: number; readonly at: number; readonly movement: number }[] = []
  readonly #pools = new Map<number, Pool>()
  readonly #facts: FoldFacts
  readonly #returned: ReturnedShares

  constructor(pools: readonly PoolStart[], facts: FoldFacts) {
    for (const { pool, state, methods, after } of pools) {
      this.#pools.set(pool, { id: pool, state, methods, after, span: spanAt(methods, after) })
      for (const { entry, total, variance } of state.shortages) this.late.set(entry, { value: total, variance })
    }
    this.#facts = facts
    this.#returned = new ReturnedShares(facts.sources, this.outcomes, facts.quantityScale)
  }

  state(pool: number): CostState | undefined {
    return this.#pools.get(pool)?.state
  }

  apply(event: CostEvent): CostOutcome {
    const from = this.#poolAt(event.from, event)
    const to = this.#poolAt(event.to, event)
    const outcome: CostOutcome = { event, value: 0, initial: 0, variance: 0 }
    this.outcomes.set(event.id, outcome)
    // Inside one pool the cost does not change: the value named is what goods of this quantity stand for.
    if (event.from !== 0 && event.from === event.to) {
      outcome.value = from === undefined ? (event.booked ?? 0) : currentValue(from.state, event.quantity)
      outcome.initial = outcome.value
      return outcome
    }
    const moved = from === undefined ? this.#bring(event, to) : this.#takeOut(from, event, outcome)
    outcome.value = moved.reduce((sum, layer) => addUnits(sum, layer.value), 0)
    outcome.initial = outcome.value
    if (from !== undefined && to !== undefined) outcome.layers = moved
    if (to !== undefined) outcome.variance += this.#receive(to, event, moved)
    else if (event.to !== 0 && (outcome.value !== event.booked || !isAsBrought(event, moved))) this.#require(event.to, event.at)
    const shortage = from?.state.shortages.at(-1)
    if (shortage?.entry === event.id) shortage.variance = outcome.variance
    return outcome
  }

  /** What enters from outside the fold: its value by the basis. */
  #bring(event: CostEvent, to: Pool | undefined): CostLayer[] {
    if (event.from !== 0) return bringLayers(event, this.late.get(event.id)?.value ?? event.booked ?? 0)
    return [layerOf(event, this.#broughtValue(event, to))]
  }

  #broughtValue(event: CostEvent, to: Pool | undefined): number {
    const { revision = 0 } = event
    if (event.basis === basis.returned) return addUnits(this.#returned.take(event).value, revision)
    if (event.basis === basis.assembled) return addUnits(this.#assembledValue(event), revision)
    if (event.basis === basis.current || event.basis === basis.counted) {
      return to === undefined ? event.value : addUnits(currentValue(to.state, event.quantity), revision)
    }
    if (event.basis === basis.standard) return to === undefined ? 0 : this.#setStandard(to, event)
    const isEmpty = to !== undefined && to.state.quantity <= 0 && event.booked === undefined
    if (event.basis === basis.revalued && isEmpty) {
      throw fail('costing-refused', { reason: { zh: '结存数量为零，不能调整金额', en: 'nothing is held whose value could change' } })
    }
    return event.value
  }

  #takeOut(from: Pool, event: CostEvent, outcome: CostOutcome): CostLayer[] {
    const method = methodOf(from)
    const { state } = from
    if (event.quantity === 0) return [layerOf(event, 0)]
    if (event.basis === basis.givenBack) return this.#giveBack(from, event, outcome)
    if (event.basis === basis.carried) return this.#carryOn(from, event)
    if (method.carriesShort === true) return method.take(state, event.quantity, event.source)
    const there = Math.min(Math.max(state.quantity, 0), event.quantity)
    const taken = there > 0 ? method.take(state, there, event.source) : []
    if (there === event.quantity) return taken
    return [
      ...taken,
      estimateShortage(
        state,
        event,
        event.quantity - there,
        taken.reduce((sum, layer) => sum + layer.value, 0),
      ),
    ]
  }

  #giveBack(from: Pool, event: CostEvent, outcome: CostOutcome): CostLayer[] {
    const share = this.#returned.take(event)
    const { state } = from
    if (state.quantity < event.quantity && methodOf(from).carriesShort !== true) {
      throw fail('costing-refused', { reason: { zh: '结存数量不足，不能退回', en: 'less is held than is given back' } })
    }
    const taken = methodOf(from).takeBack(state, event.quantity, share.value, event.source)
    outcome.variance = taken.reduce((sum, layer) => sum + layer.value, 0) - share.partnerValue
    return taken
  }

  /** What is on its way costs what it left with: its share, and the last part the rest. */
  #carryOn(from: Pool, event: CostEvent): CostLayer[] {
    const { value } = this.#returned.take(event)
    const { state } = from
    if (state.quantity < event.quantity && methodOf(from).carriesShort !== true) {
      throw fail('costing-refused', { reason: { zh: '在途数量不足', en: 'less is on its way than arrives' } })
    }
    return methodOf(from).takeBack(state, event.quantity, value, event.source)
  }

  #receive(to: Pool, event: CostEvent, layers: readonly CostLayer[]): number {
    const method = methodOf(to)
    if (event.basis === basis.standard) return 0
    if (event.quantity === 0) {
      return this.#addValue(
        to,
        layers.reduce((sum, layer) => sum + layer.value, 0),
      )
    }
    if (method.carriesShort === true) return layers.reduce((sum, layer) => sum + method.put(to.state, layer), 0)
    const { rest, covered } = coverShortages(to.state, layers)
    for (const { shortage, value } of covered) this.#trueUp(shortage, value, event)
    return rest.reduce(
      (sum, layer) => sum + method.put(to.state, layer.entry === 0 ? { ...layer, entry: event.id, at: event.at } : layer),
      0,
    )
  }

  /** A change of value alone. Returns what the pool cannot keep: all of it when it holds nothing. */
  #addValue(to: Pool, value: number): number {
    if (value === 0) return 0
    if (to.state.quantity <= 0) return value
    return methodOf(to).revalue(to.state, value)
  }

  /** The estimate of an issue is replaced by what covered it; what it had moved into a pool follows at this moment. */
  #trueUp(shortage: Shortage, value: number, cause: CostEvent): void {
    if (value === 0) return
    const to = this.#poolAt(shortage.to, cause)
    if (shortage.to !== 0 && to === undefined) this.#require(shortage.to, cause.at)
    const flowed = to === undefined ? 0 : this.#addValue(to, value)
    if (to !== undefined) this.reached.push({ pool: to.id, at: cause.at, movement: shortage.entry })
    shortage.variance += flowed
    const outcome = this.outcomes.get(shortage.entry)
    if (outcome === undefined || this.late.has(shortage.entry)) {
      this.late.set(shortage.entry, { value: shortage.total, variance: shortage.variance })
    }
    if (outcome !== undefined) Object.assign(outcome, { value: shortage.total, variance: outcome.variance + flowed })
  }

  #assembledValue(event: CostEvent): number {
    const transformation = this.#facts.transformations.get(event.journal)
    assert(transformation !== undefined, `Movement ${event.id} has no transformation`)
    const total = transformation.inputs.reduce((sum, input) => addUnits(sum, this.outcomes.get(input.id)?.value ?? input.value), 0)
    return shareByFactor(total, transformation.outputs, event.id)
  }

  #setStandard(to: Pool, event: CostEvent): number {
    const { state } = to
    const before = state.value
    state.rateQuantity = this.#facts.standardQuantity
    state.rateValue = event.factor
    if (methodOf(to).carriesShort === true) state.value = proportion(state.rateValue, state.quantity, state.rateQuantity)
    return state.value - before
  }

  #require(pool: number, at: number): void {
    this.missing.set(pool, Math.min(at, this.missing.get(pool) ?? at))
  }

  /** The pool with the method that holds at the event's time: a switch folds what is there into one layer. */
  #poolAt(id: number, event: CostEvent): Pool | undefined {
    if (id === 0) return undefined
    const pool = this.#pools.get(id)
    if (pool === undefined || event.at < pool.after.at || (event.at === pool.after.at && event.seq <= pool.after.seq)) return undefined
    for (let next = pool.methods[pool.span + 1]; next !== undefined && isReached(next, event); next = pool.methods[pool.span + 1]) {
      pool.span++
      const { state } = pool
      takeOver(state, next)
    }
    return pool
  }
}

/** A new method begins with what is held as one layer: quantity and value stay. */
function takeOver(state: CostState, { method, at }: MethodSpan): void {
  const { quantity, value } = state
  state.layers = []
  if (quantity <= 0) return
  Object.assign(state, { quantity: 0, value: 0, rateQuantity: quantity, rateValue: value })
  method.put(state, { quantity, value, entry: 0, at })
}

function isReached(span: MethodSpan, event: { readonly at: number; readonly seq: number }): boolean {
  return span.at < event.at || (span.at === event.at && span.seq <= event.seq)
}

/** The method that held when the state was taken: a later switch still has to happen. */
function spanAt(methods: readonly MethodSpan[], after: { readonly at: number; readonly seq: number }): number {
  let span = 0
  while (span + 1 < methods.length && isReached(methods[span + 1]!, after)) span++
  return span
}

function methodOf(pool: Pool): CostingMethod {
  return pool.methods[pool.span]!.method
}

/** Layers as an unaffected pool gave them, where they still add up to what was booked. */
function bringLayers(event: CostEvent, value: number): CostLayer[] {
  const layers = event.layers?.map((layer) => ({ ...layer }))
  return layers !== undefined && layers.reduce((sum, layer) => sum + layer.value, 0) === value ? layers : [layerOf(event, value)]
}

/** Whether the pool that a movement enters has had exactly these layers from it. */
function isAsBrought(event: CostEvent, moved: readonly CostLayer[]): boolean {
  const known = event.layers ?? [{ quantity: event.quantity, value: event.booked ?? 0, entry: event.id, at: event.at }]
  return (
    known.length === moved.length &&
    known.every(({ quantity, value, entry }, index) => {
      const layer = moved[index]!
      return layer.quantity === quantity && layer.value === value && (layer.entry || event.id) === (entry || event.id)
    })
  )
}

function layerOf(event: CostEvent, value: number): CostLayer {
  return { quantity: event.quantity, value, entry: event.id, at: event.at }
}

/** Value of a quantity at what is known now: the pool's average, else its last rate, else nothing. */
export function currentValue(state: CostState, quantity: number): number {
  if (state.quantity > 0) return proportion(state.value, quantity, state.quantity)
  return state.rateQuantity === 0 ? 0 : proportion(state.rateValue, quantity, state.rateQuantity)
}
