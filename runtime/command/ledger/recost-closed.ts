import type { CostingMethod, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import { basis, isShare } from '../../engine/ledger/basis.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { adjustmentsOf } from '../../engine/ledger/costing/adjust.ts'
import type { TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { solvePeriod } from '../../engine/ledger/costing/period-costs.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent, type ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import type { MaybePromise } from '../../store/database.ts'
import { findCheckpoint, insertCheckpoint, removeCheckpointsFrom } from '../../store/ledger/checkpoints.ts'
import { listPeriods } from '../../store/ledger/periods.ts'
import { listPoolRows, listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { methodAt } from './close-deferred.ts'
import { costMovements } from './cost-movements.ts'
import type { Costed, CostRequest, Position } from './cost-request.ts'
import { findMovement, returnsOf, transformationFact, withRecosted } from './replay-facts.ts'

interface Period {
  readonly after: number
  readonly end: number
}

/** What the closed periods cost now. */
interface Recosted {
  readonly values: Map<number, number>
  readonly moves: ValueMove[]
  /** States at the ends of the periods, by pool. */
  readonly ends: Map<number, { at: number; state: CostState }[]>
  /** Pools that a changed cost reaches, and from when. */
  readonly reached: Map<number, number>
}

/**
 * As `costMovements`, where something of a closed period changes that had been costed at its end (a revised receipt): those
 * periods are solved again, what left in them is adjusted on the first open day, and the open period goes on from there.
 */
export function costWithClosed(unit: Unit, request: CostRequest): MaybePromise<Costed> {
  return request.starts.size === 0 ? costMovements(unit, request) : costFromClosed(unit, request)
}

async function costFromClosed(unit: Unit, request: CostRequest): Promise<Costed> {
  const begin = await firstClosedStart(unit, request)
  if (begin === undefined) return costMovements(unit, request)
  const recosted = await recostPeriods(unit, request, begin)
  const starts = await keepEnds(unit, request, recosted)
  const costed = await withRecosted(unit, recosted.values, async () => costMovements(unit, { ...request, starts }))
  return { outcomes: costed.outcomes, moves: [...recosted.moves, ...costed.moves] }
}

interface Begin {
  readonly at: number
  readonly method: CostingMethod
  readonly pools: Set<number>
}

async function firstClosedStart(unit: Unit, request: CostRequest): Promise<Begin | undefined> {
  let begin: Begin | undefined
  for (const [id, { at }] of request.starts) {
    if (at > request.closedTo) continue
    const method = methodAt(unit, await poolOf(unit, request, id), at)
    if (method.periodEnd === undefined) continue
    begin = { at: Math.min(at, begin?.at ?? at), method, pools: (begin?.pools ?? new Set()).add(id) }
  }
  return begin
}

async function poolOf(unit: Unit, request: CostRequest, id: number): Promise<StoredPool> {
  const pool = request.pools.get(id) ?? (await unit.store.ledgers.lockPoolById(unit.transaction, id))!
  request.pools.set(id, pool)
  return pool
}

/** Pools that changed costs reach by moves are solved with the others, from the first period on. */
async function recostPeriods(unit: Unit, request: CostRequest, { at, method, pools }: Begin): Promise<Recosted> {
  const closed = (await listPeriods(unit.transaction)).filter(({ status }) => status === 'closed')
  const periods = closed
    .map(({ endAt }, index): Period => ({ after: closed[index - 1]?.endAt ?? Number.MIN_SAFE_INTEGER, end: endAt }))
    .filter(({ end }) => end >= at)
  for (;;) {
    const size = pools.size
    const recosted = await solveAll(unit, request, periods, method, pools)
    for (const [id, from] of recosted.reached) {
      if (from <= request.closedTo && methodAt(unit, await poolOf(unit, request, id), from) === method) pools.add(id)
    }
    if (pools.size === size) return recosted
  }
}

async function solveAll(
  unit: Unit,
  request: CostRequest,
  periods: readonly Period[],
  method: CostingMethod,
  pools: ReadonlySet<number>,
): Promise<Recosted> {
  const found: Recosted = { values: new Map(), moves: [], ends: new Map(), reached: new Map() }
  const states = new Map<number, CostState>()
  const rows = new Map<number, ReplayRow[]>()
  for (const id of [...pools].sort((left, right) => left - right)) {
    const pool = await poolOf(unit, request, id)
    const opening = await findCheckpoint(unit.transaction, id, periods[0]!.after + 1, 0)
    states.set(id, opening?.state ?? emptyState(pool.origin.rate ?? undefined))
    rows.set(id, await listPoolRows(unit.store.ledgers, unit.transaction, request.ledger, pool, opening?.at ?? Number.MIN_SAFE_INTEGER))
  }
  const all = [...rows.values()].flat()
  const dead = new Set([...request.dead, ...mirroredMovements(all)])
  const events = assembleEvents([...all, ...request.pending], request.ledger.costing!, dead, request.countChanges)
  const byId = new Map(events.map((event) => [event.id, event]))
  for (const period of periods) {
    const own = events.filter((event) => event.at > period.after && event.at <= period.end).map((event) => withSource(event, byId, found))
    const transformations = await loadTransformations(unit, request, own, dead, found.values)
    const months = [...states].map(([pool, { quantity, value }]) => ({
      pool,
      quantity,
      value,
      events: own.filter((event) => event.from === pool || event.to === pool),
    }))
    const result = solvePeriod(method.periodEnd!, months, transformations, period.after)
    for (const event of own) {
      const value = result.values.get(event.id) ?? result.made.get(event.id) ?? event.booked
      await noteChange(unit, request, found, { event: byId.get(event.id)!, value }, dead)
    }
    for (const [id, state] of result.pools) {
      const next = { ...state, layers: [], shortages: [] }
      states.set(id, next)
      found.ends.set(id, [...(found.ends.get(id) ?? []), { at: period.end, state: next }])
    }
  }
  return found
}

/** What came back in this period of what left in an earlier one costs its share of what that costs now. */
function withSource(event: ReplayEvent, byId: ReadonlyMap<number, ReplayEvent>, { values }: Recosted): ReplayEvent {
  const value = isShare(event.basis) ? values.get(event.source) : undefined
  const source = byId.get(event.source)
  if (value === undefined || source === undefined) return event
  return { ...event, booked: proportion(value, event.quantity, source.quantity) + (event.revision ?? 0) }
}

async function loadTransformations(
  unit: Unit,
  { ledger }: CostRequest,
  events: readonly ReplayEvent[],
  dead: ReadonlySet<number>,
  values: ReadonlyMap<number, number>,
): Promise<Map<number, TransformationFact>> {
  const facts = new Map<number, TransformationFact>()
  for (const { basis: kind, journal } of events) {
    if (kind !== basis.assembled || facts.has(journal)) continue
    facts.set(journal, await withRecosted(unit, values, () => transformationFact(unit, ledger, journal, dead)))
  }
  return facts
}

async function noteChange(
  unit: Unit,
  { ledger, closedTo }: CostRequest,
  found: Recosted,
  { event, value }: { event: ReplayEvent; value: number },
  dead: ReadonlySet<number>,
): Promise<void> {
  const isRevised = event.revision !== undefined && event.revision !== 0
  if (value === event.booked && !isRevised) return
  found.values.set(event.id, value)
  found.moves.push(...adjustmentsOf(ledger, event, { value, variance: event.bookedVariance }, closedTo))
  const reach = (pool: number, at: number): void => {
    if (pool !== 0) found.reached.set(pool, Math.min(at, found.reached.get(pool) ?? at))
  }
  if (value !== event.booked) reach(event.to, event.at)
  const outputs = event.basis === basis.consumed ? (await transformationFact(unit, ledger, event.journal, dead)).outputs : []
  const referring = await listReferringRows(unit.store.ledgers, unit.transaction, ledger.name, event.id)
  for (const id of [...returnsOf(referring), ...outputs.map((output) => output.id)]) {
    const known = dead.has(id) ? undefined : await findMovement(unit, ledger, id, dead)
    if (known !== undefined) for (const pool of [known.event.from, known.event.to]) reach(pool, known.event.at)
  }
}

/** The closed periods end with their new states; what is open is replayed from there. */
async function keepEnds(unit: Unit, request: CostRequest, { ends, reached }: Recosted): Promise<Map<number, Position>> {
  const { transaction } = unit
  const starts = new Map([...request.starts].filter(([id]) => !ends.has(id)))
  for (const [id, at] of reached) if (!ends.has(id)) starts.set(id, { at: Math.min(at, starts.get(id)?.at ?? at), seq: 0 })
  for (const [id, states] of ends) {
    const pool = request.pools.get(id)!
    await removeCheckpointsFrom(transaction, id, states[0]!.at, 0)
    for (const { at, state } of states) await insertCheckpoint(transaction, { pool: id, at, seq: Number.MAX_SAFE_INTEGER, state })
    if (pool.lastAt > request.closedTo) starts.set(id, { at: request.closedTo + 1, seq: 0 })
    else request.pools.set(id, { ...pool, state: states.at(-1)!.state, count: 0 })
  }
  return starts
}
