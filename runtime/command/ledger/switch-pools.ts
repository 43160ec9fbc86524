import type { Model } from '@formwork/platform/definition/model.ts'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { CostEvent, CostOutcome } from '../../engine/ledger/costing/cost-event.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { compilePool, poolReads } from '../../engine/ledger/pool-parts.ts'
import type { EntryRow } from '../../engine/ledger/entry.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import type { Coordinates, LedgerShape, PoolPart } from '../../engine/ledger/shape.ts'
import { listPoolContents, listPoolCoordinates, type PoolContent } from '../../store/ledger/pool-contents.ts'
import { poolsByFirstDimension } from '../../store/ledger/ledger-table.ts'
import { listPools, updateOrigin } from '../../store/ledger/pool-list.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { costMovements } from './cost-movements.ts'
import { NEVER, poolNameAt } from './place-movements.ts'
import { appendValueMoves, writeEntries, writePools } from './write-journal.ts'

/** What journals of such a switch are called: a period before them stays closed. */
export const POOL_SWITCH = 'switch-pool'

interface Switch {
  readonly ledger: LedgerShape
  /** What the new pools are called by. */
  readonly by: readonly PoolPart[]
  /** First minute with the new pools. */
  readonly at: number
}

/**
 * What is costed together changes with a publish: at the first open minute everything that is held moves from the old pools
 * into the new ones by a journal of its own, quantity and value unchanged. Errors: `pool-switch-refused`.
 */
export async function switchPools(unit: Unit, next: Model): Promise<void> {
  for (const ledger of unit.store.ledgers.shapes.values()) {
    const pool = next.ledgers.get(ledger.name)?.costing?.pool
    if (ledger.costing === undefined || pool === undefined || pool === ledger.costing.definition.pool) continue
    const pools = await listPools(unit.transaction, ledger.name)
    if (pools.every(({ lastAt }) => lastAt === NEVER)) continue
    await switchLedger(unit, ledger, partsOf(ledger, pool), pools)
  }
}

/**
 * The same formula gives other pools, since fields of records changed that it reads: what those pools hold moves as with another
 * formula. Errors: `pool-switch-refused`.
 */
export async function followPools(unit: Unit, ledger: LedgerShape): Promise<void> {
  const by = ledger.costing!.pool!
  const pools = await listPools(unit.transaction, ledger.name)
  if (pools.some(({ lastAt }) => lastAt !== NEVER)) await switchLedger(unit, ledger, by, pools)
}

/** Nothing happens where every coordinate that was ever entered stays in its pool. */
async function switchLedger(unit: Unit, ledger: LedgerShape, by: readonly PoolPart[], pools: readonly StoredPool[]): Promise<void> {
  const entered = await listPoolCoordinates(unit.transaction, unit.store.ledgers, ledger.name)
  const keys = await withFacts(unit, () => entered.map(({ coordinates }) => keyAt(unit, ledger, by, coordinates)))
  const byId = new Map(pools.map((pool) => [pool.id, pool]))
  const touched = new Set<string>()
  for (const [index, { pool }] of entered.entries()) {
    const before = byId.get(pool)!.key
    if (keys[index] !== before) touched.add(before).add(keys[index]!)
  }
  if (touched.size === 0) return
  const concerned = pools.filter(({ key }) => touched.has(key))
  await movePools(unit, { ledger, by, at: await firstOpenMinute(unit, ledger, concerned) }, pools)
}

function keyAt(unit: Unit, ledger: LedgerShape, by: readonly PoolPart[], coordinates: Coordinates): string {
  return `${ledger.name}|${poolNameAt(unit, ledger, by, coordinates)}`
}

/** Errors: `pool-switch-refused`. */
function partsOf(ledger: LedgerShape, pool: string): readonly PoolPart[] {
  const parts = knownParts(ledger, pool)
  const keepsOrder = parts?.includes(0) === poolsByFirstDimension(ledger)
  if (parts !== undefined && (keepsOrder || !parts.includes(0))) return parts
  throw refused(ledger, {
    zh: '已使用的台账，新的成本池须由其现有维度组成，且不能改为包含原来没有的第一个维度',
    en: 'the pools of a ledger in use are named by dimensions that it has already, the first one only where it named them before',
  })
}

function knownParts(ledger: LedgerShape, pool: string): readonly PoolPart[] | undefined {
  try {
    return compilePool(pool, ledger.dimensions, ledger.name)
  } catch (error) {
    if (isAppError(error, 'unknown-measure')) return undefined
    throw error
  }
}

/** Nothing may come before the switch any more, and nothing after it may be in the old pools. */
async function firstOpenMinute(unit: Unit, ledger: LedgerShape, pools: readonly StoredPool[]): Promise<number> {
  const period = await unit.store.ledgers.lastClosedPeriod(unit.transaction)
  if (period === undefined) {
    throw refused(ledger, { zh: '请先结账，再发布此变更', en: 'close the period before, then publish this change' })
  }
  const late = pools.find(({ lastAt }) => lastAt > period.endAt)
  if (late === undefined) return period.endAt + 1
  const day = dateOfMinute(late.lastAt).toString()
  throw refused(ledger, {
    zh: `${day} 已有分录；请结账到该日，再发布此变更`,
    en: `there are entries on ${day}; close up to that day, then publish this change`,
  })
}

function refused(ledger: LedgerShape, reason: { readonly zh: string; readonly en: string }): Error {
  return fail('pool-switch-refused', { ledger: ledger.name, reason })
}

interface Moved {
  readonly content: PoolContent
  readonly event: CostEvent
}

async function movePools(unit: Unit, change: Switch, pools: readonly StoredPool[]): Promise<void> {
  const { ledger, at } = change
  const contents = await listPoolContents(unit.transaction, unit.store.ledgers, ledger.name)
  const all = new Map(pools.map((pool) => [pool.id, pool]))
  const stays = ({ pool, coordinates }: PoolContent): boolean => all.get(pool)!.key === keyAt(unit, ledger, change.by, coordinates)
  const staying = contents.filter(stays)
  const leaving = contents.filter((content) => !stays(content))
  const held = leaving.filter(({ quantity }) => quantity !== 0)
  if (held.some(({ quantity }) => quantity < 0)) {
    throw refused(ledger, { zh: '存在负结存', en: 'something is below zero' })
  }
  const journal = await unit.transaction.laterIds(1 + 2 * held.length)
  const moved: Moved[] = []
  for (const [index, content] of held.entries()) {
    const pool = await newPool(unit, change, all, await asOneLayer(unit, all, content.pool, at), content.coordinates)
    moved.push({ content, event: eventOf(content, { pool: pool.id, id: journal + 1 + 2 * index, journal, at }) })
  }
  const closedTo = at - 1
  const { outcomes } = await costMovements(unit, {
    ledger,
    journal,
    fresh: moved.map(({ event }) => event),
    pools: all,
    starts: new Map(),
    dead: new Set(),
    pending: [],
    countChanges: new Map(),
    transformations: new Map(),
    closedTo,
  })
  await write(unit, change, journal, { staying, leaving, moved }, outcomes)
  await writePools(unit, all)
}

/** The old pool gives its average to each of the new ones: what it holds becomes one layer first. */
async function asOneLayer(unit: Unit, all: Map<number, StoredPool>, id: number, at: number): Promise<StoredPool> {
  const pool = all.get(id)!
  const { methods } = pool.origin
  const { method, at: since, seq } = methods.at(-1)!
  if (since === at && seq === 0) return pool
  const next: StoredPool = { ...pool, origin: { ...pool.origin, methods: [...methods, { at, seq: 0, method }] } }
  await updateOrigin(unit.transaction, next)
  all.set(id, next)
  return next
}

/** The pool that these coordinates belong to from now on; its method and rate are those of the old one. */
async function newPool(
  unit: Unit,
  { ledger, by }: Switch,
  all: Map<number, StoredPool>,
  old: StoredPool,
  coordinates: Coordinates,
): Promise<StoredPool> {
  const key = keyAt(unit, ledger, by, coordinates)
  const { method } = old.origin.methods.at(-1)!
  const { rateQuantity, rateValue } = old.state
  const known = [...all.values()].find((pool) => pool.key === key)
  if (known !== undefined) {
    const isSame = by.every((part) => typeof part !== 'number' || known.origin.coordinates[part] === coordinates[part])
    if (known.origin.methods.at(-1)!.method === method && isSame && known.id !== old.id) return known
    throw refused(ledger, {
      zh: `成本池“${key}”的方法不一致或已用于其他坐标`,
      en: `the pool "${key}" has another method, or stands for something else`,
    })
  }
  const rate = rateQuantity > 0 ? { quantity: rateQuantity, value: rateValue } : null
  const pool: StoredPool = {
    key,
    id: await unit.transaction.laterIds(1),
    state: emptyState(rate ?? undefined),
    lastAt: NEVER,
    count: 0,
    origin: { ledger: ledger.name, methods: [{ at: NEVER, seq: 0, method }], rate, coordinates },
  }
  await unit.store.ledgers.insertPool(unit.transaction, pool)
  all.set(pool.id, pool)
  return pool
}

function eventOf(
  { pool: from, quantity }: PoolContent,
  { pool, id, journal, at }: { pool: number; id: number; journal: number; at: number },
): CostEvent {
  return { id, at, seq: id, basis: basis.issued, from, to: pool, quantity, value: 0, source: 0, factor: 0, journal }
}

/** The moves between pools, and inside the old ones what makes the value of each coordinate that of its quantity. */
async function write(
  unit: Unit,
  { ledger, at, by }: Switch,
  journal: number,
  { staying, leaving, moved }: { staying: readonly PoolContent[]; leaving: readonly PoolContent[]; moved: readonly Moved[] },
  outcomes: ReadonlyMap<number, CostOutcome>,
): Promise<void> {
  const costOf = new Map(moved.map(({ content, event }) => [content, outcomes.get(event.id)!.value]))
  const rows = moved.flatMap(({ content, event }) => rowsOf(ledger, event, content, costOf.get(content)!))
  const entries = [{ ledger, rows }]
  const hubs = new Map(staying.map((content) => [content.pool, content]))
  const levels = leaving.flatMap((content) => {
    const hub = hubs.get(content.pool) ?? content
    hubs.set(content.pool, hub)
    const value = (costOf.get(content) ?? 0) - content.value
    const { pool } = content
    return hub === content || value === 0 ? [] : [{ from: hub.coordinates, to: content.coordinates, fromPool: pool, toPool: pool, value }]
  })
  const moves = levels.map((level) => ({
    ledger,
    move: { ...level, basis: basis.variance, source: journal, name: POOL_SWITCH, line: null, at },
  }))
  const last = await appendValueMoves(unit, entries, moves, journal + 2 * moved.length)
  await unit.store.ledgers.insertJournal(unit.transaction, {
    id: journal,
    record: 0,
    generation: journal,
    posting: ledger.name,
    kind: POOL_SWITCH,
    entity: null,
    at,
    last,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: null,
    detail: JSON.stringify({ ledger: ledger.name, by: poolReads(by).map((position) => ledger.dimensions[position]!.name) }),
  })
  await writeEntries(unit, journal, entries)
}

function rowsOf(ledger: LedgerShape, { id, at, from, to, quantity }: CostEvent, content: PoolContent, value: number): EntryRow[] {
  const costing = ledger.costing!
  return [-1, 1].map((sign): EntryRow => ({
    id: sign === -1 ? id : id + 1,
    at,
    seq: id,
    name: POOL_SWITCH,
    line: null,
    basis: basis.issued,
    source: null,
    counter: sign === -1 ? id + 1 : id,
    pool: sign === -1 ? from : to,
    factor: 0,
    coordinates: content.coordinates,
    amounts: ledger.measures.map((_, index) =>
      index === costing.quantity ? sign * quantity : index === costing.value ? sign * value + 0 : 0,
    ),
    attributes: ledger.attributes.map(() => null),
  }))
}
