import type { Contribution } from './contribution.ts'

/** A quantity that came in together. All numbers are integers in the smallest unit of their measure. */
export interface CostLayer {
  quantity: number
  value: number
  /** Entry that brought it in; 0 when it is not known (averages forget where things came from). */
  entry: number
  /** Business minute of its first arrival, which moves do not change: how old it is. */
  at: number
}

/** A quantity that left before it was there, at an estimated value, waiting for what comes to cover it. */
export interface Shortage {
  quantity: number
  value: number
  /** The issue whose cost is still an estimate. */
  entry: number
  /** Pool that the issue went to, 0 when it left the pools. */
  to: number
  /** What the whole issue costs as far as is known, and which part of it became a variance. */
  total: number
  variance: number
}

/**
 * What a pool holds. A fold owns its state: methods change it in place.
 * Quantity 0 means value 0; a pool is either short (`shortages`, no layers) or not.
 */
export interface CostState {
  quantity: number
  value: number
  /** Last known rate as a fraction, `rateValue` for `rateQuantity` units; 0 / 0 when there was none. Under standard costing, the standard. */
  rateQuantity: number
  rateValue: number
  /** Only methods that keep layers. */
  layers: CostLayer[]
  shortages: Shortage[]
}

/** What a period-end method sees of a pool in one period. */
export interface PeriodPool {
  readonly pool: number
  /** Quantity and value at the start. */
  readonly quantity: number
  readonly value: number
  /** Receipts whose value does not depend on this period's averages. */
  readonly received: readonly { quantity: number; value: number }[]
  /** What left, in order; `to` is the pool it went to, 0 when it left the pools. */
  readonly issued: readonly { entry: number; quantity: number; to: number }[]
  /** What came back of this period's issues, at this period's rate. */
  readonly returned: readonly { entry: number; of: number; quantity: number }[]
}

/** Value of each issue (and return) by its entry, and what the pool holds at the end. */
export interface PeriodResult {
  readonly values: ReadonlyMap<number, number>
  readonly pools: ReadonlyMap<number, { quantity: number; value: number; rateQuantity: number; rateValue: number }>
}

/**
 * How the value of what leaves a pool is found. Pure and deterministic; amounts are HALF_UP.
 * Shortages are kept by the engine unless `carriesShort`; `take` never gets more than the pool holds then.
 */
export interface CostingMethod extends Contribution {
  readonly label: { zh: string; en: string }
  readonly help: { zh: string; en: string }
  /** Not for the books: shadow views only, unless the ledger says that it is for management. */
  readonly managementOnly?: boolean
  /** Takes more than there is by itself (its rate does not depend on what is there). */
  readonly carriesShort?: boolean
  /** Costs are provisional until the period's end. */
  readonly periodEnd?: (pools: readonly PeriodPool[]) => PeriodResult
  /** Adds a layer (quantity above 0). Returns the part of its value that does not stay in the pool: a price variance. */
  put(state: CostState, layer: CostLayer): number
  /** Takes a quantity above 0 out. `entry` chooses the layer where the method lets choose. */
  take(state: CostState, quantity: number, entry: number): CostLayer[]
  /**
   * Gives back what `entry` brought in, at its original cost `value` as far as the pool can bear it.
   * The caller books the difference as a variance.
   */
  takeBack(state: CostState, quantity: number, value: number, entry: number): CostLayer[]
  /** Changes the value of what is there (quantity above 0) without its quantity. Returns the part that does not stay. */
  revalue(state: CostState, value: number): number
}
