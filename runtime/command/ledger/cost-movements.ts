import { assert } from '@formwork/platform/error/assert.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { adjustmentsOf } from '../../engine/ledger/costing/adjust.ts'
import { compareEvents, type CostEvent, type CostOutcome } from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { copyState } from '../../engine/ledger/costing/cost-state.ts'
import {
  insertCheckpoint,
  isWorthKeeping,
  removeCheckpointsAfter,
  writeFlow,
  writeLayers,
  type Checkpoint,
} from '../../store/ledger/checkpoints.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { Unit } from '../unit.ts'
import type { Costed, CostRequest, Position } from './cost-request.ts'
import { changedSources, dependents, goesForward } from './follow-changes.ts'
import { loadCostFacts, type CostFacts } from './load-cost-facts.ts'
import { currentReplay, loadReplay, type Replay } from './load-replay.ts'
import { sayingMore } from './name-row.ts'
import { findMovement } from './replay-facts.ts'

/** Rounds of "a changed value flows on into a further pool": as many as pools can be chained. */
const MOST_ROUNDS = 1_000

/**
 * Finds what new movements cost and what earlier ones cost now. Pools whose past does not change go on from where they are;
 * the others are replayed from their last checkpoint in the order (at, seq), and every pool that a changed value enters with them.
 * Errors: those of the fold.
 */
export function costMovements(unit: Unit, request: CostRequest): MaybePromise<Costed> {
  return (request.starts.size === 0 ? costForward(unit, request) : undefined) ?? costInRounds(unit, request)
}

/** New movements alone, which no earlier one follows: what most postings are. Undefined where there is more to it. */
function costForward(unit: Unit, request: CostRequest): MaybePromise<Costed> | undefined {
  const replay = currentReplay(unit, request)
  if (!goesForward(request, replay)) return undefined
  const fold = foldOf(request, replay, ownFacts(request))
  const touched = applyAll(fold, request, replay, unit.store.ledgers.checkpointInterval)
  if (fold.missing.size > 0 || fold.late.size > 0) return undefined
  return andThen(keepStates(unit, request, replay, fold, touched), () => ({ outcomes: fold.outcomes, moves: [] }))
}

function foldOf({ ledger }: CostRequest, replay: Replay, facts: CostFacts): CostFold {
  const { standardQuantity, quantity } = ledger.costing!
  return new CostFold(replay.starts, { ...facts, standardQuantity, quantityScale: ledger.measures[quantity]!.scale })
}

async function costInRounds(unit: Unit, request: CostRequest): Promise<Costed> {
  const starts = new Map(request.starts)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const replay = starts.size === 0 ? currentReplay(unit, request) : await loadReplay(unit, request, starts)
    const isForward = goesForward(request, replay)
    if (!isForward && addStarts(starts, await changedSources(unit, request, replay))) continue
    const facts = isForward ? ownFacts(request) : await allFacts(unit, request, replay)
    const fold = foldOf(request, replay, facts)
    const touched = applyAll(fold, request, replay, unit.store.ledgers.checkpointInterval)
    let grew = addStarts(starts, fold.missing)
    const isChanged = replay.events.length > 0 || fold.late.size > 0
    if (!grew && isChanged) grew = addStarts(starts, await dependents(unit, request, replay, fold))
    if (grew) continue
    await keepStates(unit, request, replay, fold, touched)
    return { outcomes: fold.outcomes, moves: isChanged ? await adjustments(unit, request, replay, fold) : [] }
  }
  assert(false, 'Replay goes on into further pools without end')
}

/** New movements that refer to nothing earlier know all they need. */
function ownFacts({ transformations }: CostRequest): CostFacts {
  return { sources: new Map(), transformations }
}

function allFacts(unit: Unit, request: CostRequest, replay: Replay): Promise<CostFacts> {
  return loadCostFacts(unit, request.ledger, [...replay.events, ...request.fresh], replay.dead, request.transformations)
}

/** Folds in order; returns states on the way, for checkpoints, and how many movements followed the last. */
function applyAll(
  fold: CostFold,
  request: CostRequest,
  replay: Replay,
  interval: number,
): { checkpoints: Checkpoint[]; counts: Map<number, number> } {
  const ordered = replay.events.length === 0 ? request.fresh : [...replay.events, ...request.fresh].sort(compareEvents)
  const counts = new Map<number, number>()
  const checkpoints: Checkpoint[] = []
  const begun = new Map(replay.starts.map(({ pool, after }) => [pool, after]))
  for (const event of ordered) {
    applyNamed(fold, event)
    for (const pool of event.from === event.to ? [event.from] : [event.from, event.to]) {
      const after = begun.get(pool)
      // A movement that is part of what a pool begins with is folded for its other pool only.
      if (after === undefined || event.at < after.at || (event.at === after.at && event.seq <= after.seq)) continue
      const count = (counts.get(pool) ?? request.pools.get(pool)!.count * (replay.events.length === 0 ? 1 : 0)) + 1
      counts.set(pool, count % interval)
      if (count >= interval) checkpoints.push({ pool, at: event.at, seq: event.seq, state: copyState(fold.state(pool)!) })
    }
  }
  return { checkpoints, counts }
}

/** A refusal says which movement it is about. */
function applyNamed(fold: CostFold, event: CostEvent): void {
  try {
    fold.apply(event)
  } catch (error) {
    throw sayingMore(error, { movement: event.id })
  }
}

function addStarts(starts: Map<number, Position>, further: ReadonlyMap<number, number>): boolean {
  let grew = false
  for (const [pool, at] of further) {
    const known = starts.get(pool)
    if (known !== undefined && known.at <= at && known.seq <= 0) continue
    if (known !== undefined && known.at < at) continue
    starts.set(pool, { at, seq: 0 })
    grew = true
  }
  return grew
}

/** Brings the pools up to date and replaces the checkpoints that no longer hold. */
function keepStates(
  unit: Unit,
  request: CostRequest,
  replay: Replay,
  fold: CostFold,
  { checkpoints, counts }: ReturnType<typeof applyAll>,
): MaybePromise<void> {
  const latest = new Map<number, number>()
  const reach = (pool: number, at: number): void => {
    const known = latest.get(pool)
    if (known === undefined || known < at) latest.set(pool, at)
  }
  for (const { from, to, at } of request.fresh) {
    reach(from, at)
    reach(to, at)
  }
  for (const { pool, at } of fold.reached) reach(pool, at)
  for (const { pool } of replay.starts) {
    const known = request.pools.get(pool)!
    const state = fold.state(pool)!
    request.pools.set(pool, {
      ...known,
      state,
      lastAt: Math.max(known.lastAt, latest.get(pool) ?? known.lastAt),
      count: counts.get(pool) ?? known.count,
    })
  }
  const layered = layersToKeep(fold)
  const isRewritten = replay.events.length > 0 || request.dead.size > 0
  if (!isRewritten && fold.reached.length + checkpoints.length + layered.length === 0) return undefined
  return keepPast(unit, isRewritten ? replay.starts : [], fold, checkpoints, layered)
}

type LayeredOutcome = CostOutcome & { readonly layers: NonNullable<CostOutcome['layers']> }

function layersToKeep(fold: CostFold): LayeredOutcome[] {
  const found: LayeredOutcome[] = []
  for (const outcome of fold.outcomes.values()) {
    if (outcome.layers === undefined) continue
    if (isWorthKeeping(outcome.event.id, outcome.layers) || outcome.event.booked !== undefined) found.push(outcome as LayeredOutcome)
  }
  return found
}

/** Flows, checkpoints and layers: what later replays begin from. */
async function keepPast(
  { transaction }: Unit,
  rewritten: Replay['starts'],
  fold: CostFold,
  checkpoints: readonly Checkpoint[],
  layered: readonly LayeredOutcome[],
): Promise<void> {
  for (const { pool, at, movement } of fold.reached) await writeFlow(transaction, pool, at, movement)
  for (const { pool, after } of rewritten) await removeCheckpointsAfter(transaction, pool, after)
  for (const checkpoint of checkpoints) await insertCheckpoint(transaction, checkpoint)
  for (const { event, layers } of layered) await writeLayers(transaction, event.id, layers)
}

async function adjustments(unit: Unit, request: CostRequest, replay: Replay, fold: CostFold): Promise<ValueMove[]> {
  const { ledger, closedTo } = request
  const moves: ValueMove[] = []
  for (const event of replay.events) moves.push(...adjustmentsOf(ledger, event, fold.outcomes.get(event.id)!, closedTo))
  for (const [id, truth] of fold.late) {
    if (fold.outcomes.has(id)) continue
    const known = await findMovement(unit, ledger, id, replay.dead)
    if (known !== undefined) moves.push(...adjustmentsOf(ledger, known.event, truth, closedTo))
  }
  return moves
}
