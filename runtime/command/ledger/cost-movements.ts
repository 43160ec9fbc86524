import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { adjustmentsOf } from '../../engine/ledger/costing/adjust.ts'
import { compareEvents, type CostEvent, type CostOutcome, type PoolStart, type SourceFact, type TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import { copyState, emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent, type ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { findCheckpoint, findLayers, insertCheckpoint, isWorthKeeping, listFlows, removeCheckpointsFrom, writeFlow, writeLayers, type Checkpoint } from '../../store/ledger/checkpoints.ts'
import { listPoolRows, listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { findMovement, returnsOf, sourceFact, transformationFact } from './replay-facts.ts'

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

/** Rounds of "a changed value flows on into a further pool": as many as pools can be chained. */
const MOST_ROUNDS = 1_000

/**
 * Finds what new movements cost and what earlier ones cost now. Pools whose past does not change go on from where they are;
 * the others are replayed from their last checkpoint in the order (at, seq), and every pool that a changed value enters with them.
 * Errors: those of the fold.
 */
export async function costMovements(unit: Unit, request: CostRequest): Promise<Costed> {
  const starts = new Map(request.starts)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const replay = await loadReplay(unit, request, starts)
    if (addStarts(starts, await changedSources(unit, request, replay))) continue
    const facts = await loadFacts(unit, request, replay)
    const fold = new CostFold(replay.starts, { ...facts, standardQuantity: request.ledger.costing!.standardQuantity })
    const touched = applyAll(fold, request, replay, unit.store.ledgers.checkpointInterval)
    let grew = addStarts(starts, fold.missing)
    if (!grew) grew = addStarts(starts, await dependents(unit, request, replay, fold))
    if (grew) continue
    await keepStates(unit, request, replay, fold, touched)
    return { outcomes: fold.outcomes, moves: await adjustments(unit, request, replay, fold) }
  }
  assert(false, 'Replay goes on into further pools without end')
}

/** What a round folds: where pools begin, and what was booked after that. */
interface Replay {
  readonly starts: readonly PoolStart[]
  readonly events: readonly ReplayEvent[]
  readonly dead: ReadonlySet<number>
  /** Pools that begin in the past. */
  readonly replayed: ReadonlySet<number>
}

async function loadReplay(unit: Unit, request: CostRequest, starts: ReadonlyMap<number, Position>): Promise<Replay> {
  const { ledgers } = unit.store
  const rows: ReplayRow[] = []
  const begins: PoolStart[] = []
  for (const [id, position] of starts) {
    const pool = request.pools.get(id) ?? (await ledgers.poolById(unit.transaction, id))
    assert(pool !== undefined, `Pool ${id} does not exist`)
    request.pools.set(id, pool)
    const checkpoint = await findCheckpoint(unit.transaction, id, position.at, position.seq)
    begins.push(startOf(unit, pool, checkpoint))
    rows.push(...(await listPoolRows(ledgers, unit.transaction, request.ledger, pool, checkpoint?.at ?? Number.MIN_SAFE_INTEGER)))
  }
  for (const pool of request.pools.values()) if (!starts.has(pool.id)) begins.push(currentStart(unit, request, pool))
  if (starts.size === 0) return { starts: begins, events: [], dead: request.dead, replayed: new Set() }
  const dead = new Set([...request.dead, ...mirroredMovements(rows)])
  const events = assembleEvents([...rows, ...(await variancesOfReturns(unit, request, rows)), ...request.pending], request.ledger.costing!, dead, request.countChanges)
  return { starts: begins, events: await withLayers(unit, events.filter((event) => isWithin(begins, event))), dead, replayed: new Set(starts.keys()) }
}

/** A movement takes part when at least one of its pools begins before it. */
function isWithin(begins: readonly PoolStart[], event: CostEvent): boolean {
  return begins.some(({ pool, after }) => (pool === event.from || pool === event.to) && (after.at < event.at || (after.at === event.at && after.seq < event.seq)))
}

/** Variances of goods given back stand outside the pools: they are looked up by what they belong to. */
async function variancesOfReturns(unit: Unit, request: CostRequest, rows: readonly ReplayRow[]): Promise<ReplayRow[]> {
  const found: ReplayRow[] = []
  for (const row of rows) {
    if (row.basis !== basis.givenBack) continue
    const referring = await listReferringRows(unit.store.ledgers, unit.transaction, request.ledger.name, Math.min(row.id, row.counter ?? row.id))
    found.push(...referring.filter((each) => each.basis === basis.variance))
  }
  return found
}

async function withLayers(unit: Unit, events: readonly ReplayEvent[]): Promise<ReplayEvent[]> {
  const complete: ReplayEvent[] = []
  for (const event of events) {
    const between = event.from !== 0 && event.to !== 0 && event.from !== event.to
    const layers = between ? await findLayers(unit.transaction, event.id) : undefined
    complete.push(layers === undefined ? event : { ...event, layers })
  }
  return complete
}

export function methodsOf(unit: Unit, pool: StoredPool): PoolStart['methods'] {
  return pool.origin.methods.map(({ at, seq, method }) => ({ at, seq, method: requireContribution(unit.registry, 'costings', method) }))
}

function startOf(unit: Unit, pool: StoredPool, checkpoint: Checkpoint | undefined): PoolStart {
  const state = checkpoint === undefined ? emptyState(pool.origin.rate ?? undefined) : copyState(checkpoint.state)
  return { pool: pool.id, state, methods: methodsOf(unit, pool), after: checkpoint ?? { at: Number.MIN_SAFE_INTEGER, seq: -1 } }
}

function currentStart(unit: Unit, request: CostRequest, pool: StoredPool): PoolStart {
  return { pool: pool.id, state: copyState(pool.state), methods: methodsOf(unit, pool), after: { at: pool.lastAt, seq: request.journal - 1 } }
}

/**
 * A cost that changed after its own time (a true-up) has to be known as it was when something followed from it:
 * the pools of such sources of moves and returns are replayed too.
 */
async function changedSources(unit: Unit, request: CostRequest, replay: Replay): Promise<Map<number, number>> {
  const pools = new Map<number, number>()
  // Costs that a period's close found are known for the whole period: nothing has to be folded to know them.
  const isDeferred = async (id: number): Promise<boolean> => {
    const pool = request.pools.get(id) ?? (await unit.store.ledgers.poolById(unit.transaction, id))
    return pool === undefined || methodsOf(unit, pool).some(({ method }) => method.periodEnd !== undefined)
  }
  const begins = new Map(replay.starts.map(({ pool, after }) => [pool, after]))
  const begin = (pool: number, event: CostEvent): void => {
    const after = begins.get(pool)
    const takesPart = after !== undefined && (after.at < event.at || (after.at === event.at && after.seq < event.seq))
    if (pool !== 0 && !takesPart) pools.set(pool, Math.min(event.at, pools.get(pool) ?? event.at))
  }
  for (const { pool, after } of replay.starts) {
    const isReplayed = replay.replayed.has(pool)
    for (const movement of isReplayed ? await listFlows(unit.transaction, pool, after.at) : []) {
      const known = await findMovement(unit, request.ledger, movement, replay.dead)
      if (known === undefined) continue
      begin(known.event.from, known.event)
      begin(known.event.to, known.event)
    }
  }
  for (const event of replay.events) if (event.isAdjusted && event.from !== 0 && event.from !== event.to && !(await isDeferred(event.from))) begin(event.from, event)
  const folded = new Set(replay.events.map(({ id }) => id))
  for (const { basis: kind, source, at } of [...replay.events, ...request.fresh]) {
    if ((kind !== basis.returned && kind !== basis.givenBack) || folded.has(source)) continue
    const known = await findMovement(unit, request.ledger, source, replay.dead)
    if (known === undefined || !known.event.isAdjusted) continue
    for (const id of [known.event.from, known.event.to]) {
      const pool = id === 0 ? undefined : (request.pools.get(id) ?? (await unit.store.ledgers.poolById(unit.transaction, id)))
      if (pool !== undefined && pool.lastAt >= at && !(await isDeferred(id))) begin(id, known.event)
    }
  }
  return pools
}

async function loadFacts(unit: Unit, request: CostRequest, replay: Replay): Promise<CostFacts> {
  const facts = await loadCostFacts(unit, request.ledger, [...replay.events, ...request.fresh], replay.dead, request.transformations)
  return facts
}

export interface CostFacts {
  readonly sources: Map<number, SourceFact>
  readonly transformations: Map<number, TransformationFact>
}

/** What movements refer to that is not among them. Errors: `unknown-source-entry`. */
export async function loadCostFacts(
  unit: Unit,
  ledger: LedgerShape,
  events: readonly CostEvent[],
  dead: ReadonlySet<number>,
  known: ReadonlyMap<number, TransformationFact> = new Map(),
): Promise<CostFacts> {
  const folded = new Set(events.map(({ id }) => id))
  const sources = new Map<number, SourceFact>()
  for (const { basis: kind, source } of events) {
    if ((kind !== basis.returned && kind !== basis.givenBack) || folded.has(source) || sources.has(source)) continue
    const fact = await sourceFact(unit, ledger, source, folded, dead)
    if (fact === undefined) throw fail('unknown-source-entry', { line: String(source) })
    sources.set(source, fact)
  }
  const transformations = new Map(known)
  for (const { basis: kind, journal } of events) {
    if (kind === basis.assembled && !transformations.has(journal)) transformations.set(journal, await transformationFact(unit, ledger, journal, dead))
  }
  return { sources, transformations }
}

/** Folds in order; returns states on the way, for checkpoints, and how many movements followed the last. */
function applyAll(fold: CostFold, request: CostRequest, replay: Replay, interval: number): { checkpoints: Checkpoint[]; counts: Map<number, number> } {
  const ordered = replay.events.length === 0 ? request.fresh : [...replay.events, ...request.fresh].sort(compareEvents)
  const counts = new Map<number, number>()
  const checkpoints: Checkpoint[] = []
  const begun = new Set(replay.starts.map(({ pool }) => pool))
  for (const event of ordered) {
    fold.apply(event)
    for (const pool of event.from === event.to ? [event.from] : [event.from, event.to]) {
      if (!begun.has(pool)) continue
      const count = (counts.get(pool) ?? request.pools.get(pool)!.count * (replay.events.length === 0 ? 1 : 0)) + 1
      counts.set(pool, count % interval)
      if (count >= interval) checkpoints.push({ pool, at: event.at, seq: event.seq, state: copyState(fold.state(pool)!) })
    }
  }
  return { checkpoints, counts }
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

/** Pools of returns and of outputs that follow a changed cost and are not part of the fold. */
async function dependents(unit: Unit, request: CostRequest, replay: Replay, fold: CostFold): Promise<Map<number, number>> {
  const pools = new Map<number, number>()
  const folded = new Set([...replay.events, ...request.fresh].map(({ id }) => id))
  const add = async (movement: number): Promise<void> => {
    if (folded.has(movement) || replay.dead.has(movement)) return
    const known = await findMovement(unit, request.ledger, movement, replay.dead)
    for (const pool of [known?.event.from ?? 0, known?.event.to ?? 0]) if (pool !== 0) pools.set(pool, Math.min(known!.event.at, pools.get(pool) ?? known!.event.at))
  }
  const revised = new Set(request.pending.map(({ source }) => source))
  for (const [id, truth] of fold.late) await followTrueUp(unit, request, replay, fold, id, truth.value, pools)
  for (const event of replay.events) {
    if (fold.outcomes.get(event.id)?.value === event.booked && !revised.has(event.id)) continue
    if (event.basis === basis.consumed) {
      const { outputs } = await transformationFact(unit, request.ledger, event.journal, replay.dead)
      for (const { id } of outputs) await add(id)
    } else for (const movement of returnsOf(await listReferringRows(unit.store.ledgers, unit.transaction, request.ledger.name, event.id))) await add(movement)
  }
  return pools
}

/** Returns of an issue that is trued up now: issue and returns have to be folded in their order. */
async function followTrueUp(unit: Unit, request: CostRequest, replay: Replay, fold: CostFold, id: number, value: number, pools: Map<number, number>): Promise<void> {
  if (fold.outcomes.has(id)) return
  const known = await findMovement(unit, request.ledger, id, replay.dead)
  if (known === undefined || known.event.booked === value) return
  for (const movement of returnsOf(known.referring)) {
    const back = replay.dead.has(movement) ? undefined : await findMovement(unit, request.ledger, movement, replay.dead)
    if (back === undefined) continue
    pools.set(known.event.from, Math.min(known.event.at, pools.get(known.event.from) ?? known.event.at))
    pools.set(back.event.to, Math.min(back.event.at, pools.get(back.event.to) ?? back.event.at))
  }
}

/** Brings the pools up to date and replaces the checkpoints that no longer hold. */
async function keepStates(unit: Unit, request: CostRequest, replay: Replay, fold: CostFold, { checkpoints, counts }: ReturnType<typeof applyAll>): Promise<void> {
  const { transaction } = unit
  const latest = new Map<number, number>()
  for (const event of request.fresh) for (const pool of [event.from, event.to]) latest.set(pool, Math.max(event.at, latest.get(pool) ?? event.at))
  for (const { pool, at, movement } of fold.reached) {
    latest.set(pool, Math.max(at, latest.get(pool) ?? at))
    await writeFlow(transaction, pool, at, movement)
  }
  for (const { pool, after } of replay.starts) {
    const known = request.pools.get(pool)!
    const state = fold.state(pool)!
    request.pools.set(pool, { ...known, state, lastAt: Math.max(known.lastAt, latest.get(pool) ?? known.lastAt), count: counts.get(pool) ?? known.count })
    if (replay.events.length > 0 || request.dead.size > 0) await removeCheckpointsFrom(transaction, pool, after.at, after.seq + 1)
  }
  for (const checkpoint of checkpoints) await insertCheckpoint(transaction, checkpoint)
  for (const outcome of fold.outcomes.values()) {
    if (outcome.layers !== undefined && (isWorthKeeping(outcome.event.id, outcome.layers) || outcome.event.booked !== undefined)) await writeLayers(transaction, outcome.event.id, outcome.layers)
  }
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
