import { basis, isShare } from '../../engine/ledger/basis.ts'
import type { CostEvent } from '../../engine/ledger/costing/cost-event.ts'
import type { CostFold } from '../../engine/ledger/costing/cost-fold.ts'
import type { ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import { listFlows } from '../../store/ledger/checkpoints.ts'
import { listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import type { CostRequest, Position } from './cost-request.ts'
import { methodsOf, type Replay } from './load-replay.ts'
import { findMovement, returnsOf, transformationFact } from './replay-facts.ts'

/** Collects pools that have to be replayed too, each from the earliest minute asked for. */
class FurtherPools {
  readonly from = new Map<number, number>()
  readonly #begins: ReadonlyMap<number, Position>

  constructor(replay: Replay) {
    this.#begins = new Map(replay.starts.map(({ pool, after }) => [pool, after]))
  }

  add(pool: number, at: number): void {
    if (pool !== 0) this.from.set(pool, Math.min(at, this.from.get(pool) ?? at))
  }

  /** Only where the movement is not part of the fold on the side of this pool. */
  addUnlessFolded(pool: number, event: CostEvent): void {
    const after = this.#begins.get(pool)
    const takesPart = after !== undefined && (after.at < event.at || (after.at === event.at && after.seq < event.seq))
    if (!takesPart) this.add(pool, event.at)
  }
}

/** Nothing that was booked before is looked at again: new movements alone, and none of them comes back to an earlier one. */
export function goesForward(request: CostRequest, replay: Replay): boolean {
  return replay.replayed.size === 0 && request.takenBack === undefined && !request.fresh.some(isReturn)
}

/**
 * A cost that changed after its own time (a true-up) has to be known as it was when something followed from it:
 * the pools of such sources of moves and returns are replayed too.
 */
export async function changedSources(unit: Unit, request: CostRequest, replay: Replay): Promise<ReadonlyMap<number, number>> {
  const further = new FurtherPools(replay)
  await addFlows(unit, request, replay, further)
  for (const event of replay.events) {
    const isMove = event.isAdjusted && event.from !== 0 && event.from !== event.to
    if (!isMove) continue
    if (!(await isDeferred(unit, request, event.from))) further.addUnlessFolded(event.from, event)
    if (event.to !== 0 && !(await isDeferred(unit, request, event.to))) further.addUnlessFolded(event.to, event)
  }
  await addLaterReturns(unit, request, replay, further)
  const folded = new Set(replay.events.map(({ id }) => id))
  for (const event of [...replay.events, ...request.fresh]) {
    if (isReturn(event) && !folded.has(event.source)) await addSource(unit, request, replay, event, further)
  }
  return further.from
}

function isReturn({ basis: kind }: CostEvent): boolean {
  return isShare(kind)
}

/** Movements through which true-ups reached the pools that are replayed. */
async function addFlows(unit: Unit, request: CostRequest, replay: Replay, further: FurtherPools): Promise<void> {
  for (const { pool, after } of replay.starts) {
    if (!replay.replayed.has(pool)) continue
    for (const movement of await listFlows(unit.transaction, pool, after.at)) {
      const known = await findMovement(unit, request.ledger, movement, replay.dead)
      if (known === undefined) continue
      further.addUnlessFolded(known.event.from, known.event)
      further.addUnlessFolded(known.event.to, known.event)
    }
  }
}

/** A return that is new or gone changes which later one takes the rest of its issue: those are folded with it. */
async function addLaterReturns(unit: Unit, request: CostRequest, replay: Replay, further: FurtherPools): Promise<void> {
  for (const moved of [...request.fresh, ...(request.takenBack ?? [])]) {
    if (!isShare(moved.basis) || moved.source === null) continue
    for (const movement of returnsOf(await listReferringRows(unit.store.ledgers, unit.transaction, request.ledger.name, moved.source))) {
      const known = replay.dead.has(movement) ? undefined : await findMovement(unit, request.ledger, movement, replay.dead)
      if (known === undefined || known.event.at < moved.at || (known.event.at === moved.at && known.event.seq <= moved.seq)) continue
      further.addUnlessFolded(known.event.from, known.event)
      further.addUnlessFolded(known.event.to, known.event)
    }
  }
}

async function addSource(
  unit: Unit,
  request: CostRequest,
  replay: Replay,
  { source, at }: CostEvent,
  further: FurtherPools,
): Promise<void> {
  const known = await findMovement(unit, request.ledger, source, replay.dead)
  if (known === undefined || !known.event.isAdjusted) return
  for (const id of [known.event.from, known.event.to]) {
    const pool = id === 0 ? undefined : await poolOf(unit, request, id)
    if (pool !== undefined && pool.lastAt >= at && !(await isDeferred(unit, request, id))) further.addUnlessFolded(id, known.event)
  }
}

async function poolOf(unit: Unit, request: CostRequest, id: number): Promise<StoredPool | undefined> {
  return request.pools.get(id) ?? unit.store.ledgers.poolById(unit.transaction, id)
}

/** Costs that a period's close found are known for the whole period: nothing has to be folded to know them. */
async function isDeferred(unit: Unit, request: CostRequest, id: number): Promise<boolean> {
  const pool = await poolOf(unit, request, id)
  return pool === undefined || methodsOf(unit, pool).some(({ method }) => method.periodEnd !== undefined)
}

/** Pools of returns and of outputs that follow a changed cost and are not part of the fold. */
export async function dependents(unit: Unit, request: CostRequest, replay: Replay, fold: CostFold): Promise<ReadonlyMap<number, number>> {
  const further = new FurtherPools(replay)
  const folded = new Set([...replay.events, ...request.fresh].map(({ id }) => id))
  const revised = new Set([...request.pending, ...(request.takenBack ?? [])].map(({ source }) => source))
  for (const [id, truth] of fold.late) {
    if (!fold.outcomes.has(id)) await followTrueUp(unit, request, replay, { id, value: truth.value }, further)
  }
  for (const event of replay.events) {
    if (fold.outcomes.get(event.id)?.value === event.booked && !event.isAdjusted && !revised.has(event.id)) continue
    for (const movement of await followersOf(unit, request, replay, event)) {
      const known =
        folded.has(movement) || replay.dead.has(movement) ? undefined : await findMovement(unit, request.ledger, movement, replay.dead)
      if (known === undefined) continue
      further.add(known.event.from, known.event.at)
      further.add(known.event.to, known.event.at)
    }
  }
  return further.from
}

/** What was made of an input, or came back of an issue. */
async function followersOf(unit: Unit, request: CostRequest, replay: Replay, event: ReplayEvent): Promise<Iterable<number>> {
  if (event.basis === basis.consumed) {
    return (await transformationFact(unit, request.ledger, event.journal, replay.dead)).outputs.map(({ id }) => id)
  }
  return returnsOf(await listReferringRows(unit.store.ledgers, unit.transaction, request.ledger.name, event.id))
}

/** What follows from an issue that is trued up now: the pool it went to, and its returns, in their order. */
async function followTrueUp(
  unit: Unit,
  request: CostRequest,
  replay: Replay,
  issue: { id: number; value: number },
  further: FurtherPools,
): Promise<void> {
  const known = await findMovement(unit, request.ledger, issue.id, replay.dead)
  // The same cost may have come at another time: what was adjusted before is followed in any case.
  if (known === undefined || (known.event.booked === issue.value && !known.event.isAdjusted)) return
  if (known.event.isAdjusted) further.addUnlessFolded(known.event.to, known.event)
  for (const movement of returnsOf(known.referring)) {
    const back = replay.dead.has(movement) ? undefined : await findMovement(unit, request.ledger, movement, replay.dead)
    if (back === undefined) continue
    further.add(known.event.from, known.event.at)
    further.add(back.event.to, back.event.at)
  }
}
