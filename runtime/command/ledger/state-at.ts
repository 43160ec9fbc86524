import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { compareEvents } from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { copyState, emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { findCheckpoint, type Checkpoint } from '../../store/ledger/checkpoints.ts'
import { listPoolRows } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { loadCostFacts } from './load-cost-facts.ts'
import { methodsOf } from './load-replay.ts'

const none: ReadonlySet<number> = new Set()

/** Movements of one pool after a position up to a minute, in order, with everything that was appended to them. */
export async function listPoolEvents(
  unit: Unit,
  ledger: LedgerShape,
  pool: StoredPool,
  after: { at: number; seq: number },
  to: number,
): Promise<ReplayEvent[]> {
  const rows = await listPoolRows(unit.store.ledgers, unit.transaction, ledger, pool, after.at)
  const events = assembleEvents(rows, ledger.costing!, mirroredMovements(rows), new Map())
  return events
    .filter((event) => event.at <= to && (event.at > after.at || (event.at === after.at && event.seq > after.seq)))
    .sort(compareEvents)
}

/** What a pool held at the end of a minute: now, where nothing came later, else folded from the last checkpoint. */
export async function stateAt(unit: Unit, ledger: LedgerShape, pool: StoredPool, at: number): Promise<CostState> {
  if (pool.lastAt <= at) return copyState(pool.state)
  const checkpoint = await findCheckpoint(unit.transaction, pool.id, at + 1, 0)
  const after: Pick<Checkpoint, 'at' | 'seq'> = checkpoint ?? { at: Number.MIN_SAFE_INTEGER, seq: -1 }
  const events = await listPoolEvents(unit, ledger, pool, after, at)
  const state = checkpoint === undefined ? emptyState(pool.origin.rate ?? undefined) : copyState(checkpoint.state)
  const facts = await loadCostFacts(unit, ledger, events, none)
  const fold = new CostFold([{ pool: pool.id, state, methods: methodsOf(unit, pool), after }], {
    ...facts,
    standardQuantity: ledger.costing!.standardQuantity,
  })
  for (const event of events) fold.apply(event)
  return state
}
