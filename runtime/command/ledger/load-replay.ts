import { assert } from '@formwork/platform/error/assert.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { CostEvent, PoolStart } from '../../engine/ledger/costing/cost-event.ts'
import { copyState, emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent, type ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import { findCheckpoint, findLayers, type Checkpoint } from '../../store/ledger/checkpoints.ts'
import { listPoolRows, listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { PoolOrigin, StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import type { CostRequest, Position } from './cost-request.ts'

/** What a round folds: where pools begin, and what was booked after that. */
export interface Replay {
  readonly starts: readonly PoolStart[]
  readonly events: readonly ReplayEvent[]
  readonly dead: ReadonlySet<number>
  /** Pools that begin in the past. */
  readonly replayed: ReadonlySet<number>
}

/** Pools whose past does not change go on from where they are. */
export function currentReplay(unit: Unit, request: CostRequest): Replay {
  const starts = [...request.pools.values()].map((pool) => currentStart(unit, request, pool))
  return { starts, events: [], dead: request.dead, replayed: NONE }
}

const NONE: ReadonlySet<number> = new Set()

/** Loads pools that are replayed from their last checkpoint before the position, with all that was booked since. */
export async function loadReplay(unit: Unit, request: CostRequest, starts: ReadonlyMap<number, Position>): Promise<Replay> {
  if (starts.size === 0) return currentReplay(unit, request)
  const { ledgers } = unit.store
  const rows: ReplayRow[] = []
  const begins: PoolStart[] = []
  // Always in the same order: two replays that reach the same pools wait for each other, not in a circle.
  for (const [id, position] of [...starts].sort(([left], [right]) => left - right)) {
    const pool = request.pools.get(id) ?? (await ledgers.lockPoolById(unit.transaction, id))
    assert(pool !== undefined, `Pool ${id} does not exist`)
    request.pools.set(id, pool)
    const checkpoint = await findCheckpoint(unit.transaction, id, position.at, position.seq)
    begins.push(startOf(unit, pool, checkpoint))
    rows.push(...(await listPoolRows(ledgers, unit.transaction, request.ledger, pool, checkpoint?.at ?? Number.MIN_SAFE_INTEGER)))
  }
  for (const pool of request.pools.values()) if (!starts.has(pool.id)) begins.push(currentStart(unit, request, pool))
  const dead = new Set([...request.dead, ...mirroredMovements(rows)])
  const events = assembleEvents(
    [...rows, ...(await variancesOfReturns(unit, request, rows)), ...request.pending],
    request.ledger.costing!,
    dead,
    request.countChanges,
  )
  return {
    starts: begins,
    events: await withLayers(
      unit,
      events.filter((event) => isWithin(begins, event)),
    ),
    dead,
    replayed: new Set(starts.keys()),
  }
}

/** A movement takes part when at least one of its pools begins before it. */
function isWithin(begins: readonly PoolStart[], event: CostEvent): boolean {
  return begins.some(
    ({ pool, after }) =>
      (pool === event.from || pool === event.to) && (after.at < event.at || (after.at === event.at && after.seq < event.seq)),
  )
}

/** Variances of goods given back stand outside the pools: they are looked up by what they belong to. */
async function variancesOfReturns(unit: Unit, request: CostRequest, rows: readonly ReplayRow[]): Promise<ReplayRow[]> {
  const found: ReplayRow[] = []
  for (const row of rows) {
    if (row.basis !== basis.givenBack) continue
    const referring = await listReferringRows(
      unit.store.ledgers,
      unit.transaction,
      request.ledger.name,
      Math.min(row.id, row.counter ?? row.id),
    )
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

/** The methods of a pool, in order of time. */
export function methodsOf(unit: Unit, { origin }: StoredPool): PoolStart['methods'] {
  let known = spans.get(unit.registry)
  if (known === undefined) spans.set(unit.registry, (known = new WeakMap()))
  let methods = known.get(origin)
  if (methods === undefined) {
    methods = origin.methods.map(({ at, seq, method }) => ({ at, seq, method: requireContribution(unit.registry, 'costings', method) }))
    known.set(origin, methods)
  }
  return methods
}

/** An origin is never changed: a switch of methods makes another one. */
const spans = new WeakMap<Registry, WeakMap<PoolOrigin, PoolStart['methods']>>()

function startOf(unit: Unit, pool: StoredPool, checkpoint: Checkpoint | undefined): PoolStart {
  const state = checkpoint === undefined ? emptyState(pool.origin.rate ?? undefined) : copyState(checkpoint.state)
  return { pool: pool.id, state, methods: methodsOf(unit, pool), after: checkpoint ?? { at: Number.MIN_SAFE_INTEGER, seq: -1 } }
}

function currentStart(unit: Unit, request: CostRequest, pool: StoredPool): PoolStart {
  return {
    pool: pool.id,
    state: copyState(pool.state),
    methods: methodsOf(unit, pool),
    after: { at: pool.lastAt, seq: request.journal - 1 },
  }
}
