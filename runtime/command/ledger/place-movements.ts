import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { sidesInside, type PlacedMovement } from '../../engine/ledger/book.ts'
import { RATE_SCALE } from '../../engine/ledger/compile-ledger.ts'
import { emptyState } from '../../engine/ledger/costing/cost-state.ts'
import { poolName } from '../../engine/ledger/pool-parts.ts'
import type { Movement, PostingContext } from '../../engine/ledger/posting.ts'
import type { Coordinates, LedgerShape, PoolPart } from '../../engine/ledger/shape.ts'
import { decimalUnits } from '../../engine/ledger/units.ts'
import { andThen, forEachInTurn } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { coordinateScope } from './coordinate-scope.ts'

/** A pool that nothing has entered yet was never moved. */
export const NEVER = Number.MIN_SAFE_INTEGER

interface Wanted {
  readonly movement: Movement
  readonly coordinates: Coordinates
}

export interface Placement {
  readonly placed: PlacedMovement[]
  /** Locked pools by id. */
  readonly pools: Map<number, StoredPool>
}

/** Finds or makes the pools that movements leave and enter, and locks them in the order of their keys. */
export function placeMovements(unit: Unit, movements: readonly Movement[], context: PostingContext): MaybePromise<Placement> {
  const wanted = new Map<string, Wanted>()
  const finding = withFacts(unit, () => {
    wanted.clear()
    return movements.map((movement) => keysOf(unit, movement, context, wanted))
  })
  return andThen(finding, (keys) => lockPools(unit, { movements, keys, wanted }, context))
}

interface WantedPools {
  readonly movements: readonly Movement[]
  readonly keys: readonly PoolKeys[]
  readonly wanted: ReadonlyMap<string, Wanted>
}

function lockPools(unit: Unit, { movements, keys, wanted }: WantedPools, context: PostingContext): MaybePromise<Placement> {
  const pools = new Map<number, StoredPool>()
  const byKey = new Map<string, number>()
  const keep = (pool: StoredPool): void => {
    pools.set(pool.id, pool)
    byKey.set(pool.key, pool.id)
  }
  const locked = forEachInTurn([...wanted.keys()].sort(), (key) =>
    andThen(unit.store.ledgers.lockPool(unit.transaction, key), (found) =>
      found === undefined ? createPool(unit, key, wanted.get(key)!, context).then(keep) : keep(found),
    ),
  )
  return andThen(locked, () => ({ pools, placed: placeAll(movements, keys, byKey) }))
}

function placeAll(movements: readonly Movement[], keys: readonly PoolKeys[], byKey: ReadonlyMap<string, number>): PlacedMovement[] {
  const idOf = (key: string | null): number => (key === null ? 0 : byKey.get(key)!)
  return movements.map((movement, index) => ({
    movement,
    from: idOf(keys[index]!.from),
    to: idOf(keys[index]!.to),
    source: movement.of ?? 0,
  }))
}

interface PoolKeys {
  readonly from: string | null
  readonly to: string | null
}

const NO_POOLS: PoolKeys = { from: null, to: null }

/** Keys of the pools on both sides, with the facts that are there; a movement without quantity or value of the costing measures has none. */
export function keysOf(unit: Unit, movement: Movement, context: PostingContext, wanted: Map<string, Wanted>): PoolKeys {
  const { costing } = movement.plan.ledger
  if (costing === undefined) return NO_POOLS
  const isMoved = movement.amounts[costing.quantity] !== 0 || movement.amounts[costing.value] !== 0
  if (!isMoved && movement.basis !== basis.counted && movement.basis !== basis.standard) return NO_POOLS
  const inside = sidesInside(movement)
  const keyAt = (coordinates: Coordinates): string => {
    const { pool, ledger } = { pool: costing.pool, ledger: movement.plan.ledger }
    const own = pool === undefined ? String(movement.plan.pool!(context, movement.line)) : poolNameAt(unit, ledger, pool, coordinates)
    const key = `${ledger.name}|${own}`
    if (!wanted.has(key)) wanted.set(key, { movement, coordinates })
    return key
  }
  return { from: inside.from ? keyAt(movement.from!) : null, to: inside.to ? keyAt(movement.to!) : null }
}

/** The name of the pool of these coordinates, with the facts that are there. */
export function poolNameAt(unit: Unit, ledger: LedgerShape, parts: readonly PoolPart[], coordinates: Coordinates): string {
  const all = ledger.dimensions.map((_, position) => position)
  return poolName(parts, coordinates, () => coordinateScope(unit, ledger, all, coordinates))
}

async function createPool(unit: Unit, key: string, { movement, coordinates }: Wanted, context: PostingContext): Promise<StoredPool> {
  const { plan, line } = movement
  const costing = plan.ledger.costing!
  const said = await withFacts(unit, () => ({ method: plan.method!(context, line), rate: plan.rate?.(context, line) }))
  const method = methodName(unit, said.method, plan.ledger.definition.costing?.management === true)
  const { rate } = said
  const known = rate instanceof Decimal ? { quantity: costing.standardQuantity, value: decimalUnits(rate, RATE_SCALE) } : null
  const pool: StoredPool = {
    key,
    id: await unit.transaction.nextIds(1),
    state: emptyState(known ?? undefined),
    lastAt: NEVER,
    count: 0,
    origin: { ledger: plan.ledger.name, methods: [{ at: NEVER, seq: 0, method }], rate: known, coordinates },
  }
  await unit.store.ledgers.insertPool(unit.transaction, pool)
  // Somebody else may have made it at the same moment: whoever came first is right.
  return unit.store.dialect === 'sqlite' ? pool : (await unit.store.ledgers.lockPool(unit.transaction, key))!
}

/** Errors: `unknown-plugin`, `costing-refused` for a method that books may not use. */
export function methodName(unit: Unit, value: unknown, management: boolean): string {
  const method = requireContribution(unit.registry, 'costings', String(value))
  if (method.managementOnly === true && !management) {
    throw fail('costing-refused', {
      reason: { zh: `“${method.label.zh}”不能用于账簿`, en: `"${method.label.en}" may not be used for the books` },
    })
  }
  return method.name
}
