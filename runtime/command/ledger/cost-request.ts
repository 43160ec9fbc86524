import type { ValueMove } from '../../engine/ledger/book.ts'
import type { CostEvent, CostOutcome, TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import type { ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'

/** A place in the order of cost. */
export interface Position {
  readonly at: number
  readonly seq: number
}

export interface CostRequest {
  readonly ledger: LedgerShape
  readonly journal: number
  /** New movements, in order. */
  readonly fresh: readonly CostEvent[]
  /** Locked pools of this ledger by id; more are added when value flows into them. */
  readonly pools: Map<number, StoredPool>
  /** Pools whose past changes, and from where. */
  readonly starts: ReadonlyMap<number, Position>
  /** Movements that this journal mirrors. */
  readonly dead: ReadonlySet<number>
  /** Rows that this journal is about to write and that correct earlier movements (revisions, counts). */
  readonly pending: readonly ReplayRow[]
  /** First rows of what this journal mirrors, where they refer to other movements: revisions, returns. */
  readonly takenBack?: readonly Pick<ReplayRow, 'basis' | 'source' | 'at' | 'seq'>[]
  readonly countChanges: ReadonlyMap<number, number>
  readonly transformations: ReadonlyMap<number, TransformationFact>
  /** Last business minute that is closed. */
  readonly closedTo: number
}

export interface Costed {
  readonly outcomes: ReadonlyMap<number, CostOutcome>
  /** Adjustments of what was booked before. */
  readonly moves: readonly ValueMove[]
}

/** A move of value that the engine adds. */
export interface Extra {
  readonly ledger: LedgerShape
  readonly move: ValueMove
}
