import type { CostingMethod, CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import type { Basis } from '../basis.ts'

/**
 * One movement as costing sees it: a pair of entries (or a single one) that leaves pool `from` and enters pool `to`,
 * 0 meaning outside the pools. Amounts are integers in the smallest unit of their measure.
 */
export interface CostEvent {
  /** Id of the movement's first entry. */
  readonly id: number
  /** Business minute, and the order within it: cost order is (at, seq). */
  readonly at: number
  readonly seq: number
  readonly basis: Basis
  readonly from: number
  readonly to: number
  /** Never negative. */
  readonly quantity: number
  /** Value it came in with, later revisions included; only where the basis gives one. */
  readonly value: number
  /** The part of `value` that came from the same counterpart as the receipt itself. */
  readonly partnerValue?: number
  /** Later revisions of a value that is not given but found: returns, outputs, what came in at the current rate. */
  readonly revision?: number
  /** Movement it refers to (returned, givenBack, or the layer chosen by an issue), 0 for none. */
  readonly source: number
  /** Weight (assembled), rate (standard). */
  readonly factor: number
  /** Journal, which holds a transformation together. */
  readonly journal: number
  /** Value booked so far, adjustments included; new movements have none yet. */
  readonly booked?: number
  readonly bookedVariance?: number
  /** Layers that a movement from an unaffected pool brings along. */
  readonly layers?: readonly CostLayer[]
}

/** What a fold found for one movement. */
export interface CostOutcome {
  readonly event: CostEvent
  /** Value that moves from one side to the other. */
  value: number
  /** The value as it was known at the movement's own time, before any true-up. */
  initial: number
  /** Part of it that goes on from the side `to` to the variance. */
  variance: number
  /** Layers moved into another pool, where the method keeps layers. */
  layers?: readonly CostLayer[]
}

/** The method of a pool from a moment on. */
export interface MethodSpan {
  readonly at: number
  readonly seq: number
  readonly method: CostingMethod
}

/** A pool at the start of a fold. */
export interface PoolStart {
  readonly pool: number
  readonly state: CostState
  /** In order of time; the first holds from the beginning. */
  readonly methods: readonly MethodSpan[]
  /** Movements up to this position are part of the state already. */
  readonly after: { readonly at: number; readonly seq: number }
}

/** A movement outside the fold that movements inside refer to. */
export interface SourceFact {
  readonly id: number
  readonly quantity: number
  /** Current cost, adjustments and revisions included. */
  readonly value: number
  readonly partnerValue: number
  /** What came back of it before the fold begins. */
  readonly returnedQuantity: number
  readonly returnedValue: number
  readonly returnedPartnerValue: number
}

/** Inputs and outputs of one transformation. */
export interface TransformationFact {
  readonly journal: number
  readonly inputs: readonly { readonly id: number; readonly value: number }[]
  readonly outputs: readonly { readonly id: number; readonly factor: number }[]
}

/** Order of cost: business minute, then sequence. */
export function compareEvents(left: CostEvent, right: CostEvent): number {
  return left.at - right.at || left.seq - right.seq || left.id - right.id
}
