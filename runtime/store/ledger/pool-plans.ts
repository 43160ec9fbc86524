import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import type { Bound, Plan, Row } from '../database.ts'

/** What holds of a pool besides its state: from when which method, its first rate, its coordinates. */
export interface PoolOrigin {
  readonly ledger: string
  readonly methods: readonly { readonly at: number; readonly seq: number; readonly method: string }[]
  readonly rate: { readonly quantity: number; readonly value: number } | null
  /** Of the movement that made it: coordinates that every one of its entries shares are named by the pool. */
  readonly coordinates: readonly (number | string)[]
}

export interface StoredPool {
  readonly key: string
  readonly id: number
  readonly state: CostState
  readonly lastAt: number
  /** Movements since the last checkpoint. */
  readonly count: number
  readonly origin: PoolOrigin
}

const columns = 'key, id, quantity, value, rate_quantity, rate_value, last_at, count, state, origin'

export const findPoolPlan: Plan = { sql: `select ${columns} from ledger_pool where key = ?` }
export const findLockedPoolPlan: Plan = { sql: `select ${columns} from ledger_pool where key = ? for update` }
export const findPoolByIdPlan: Plan = { sql: `select ${columns} from ledger_pool where id = ?` }
export const findLockedPoolByIdPlan: Plan = { sql: `select ${columns} from ledger_pool where id = ? for update` }
export const listPoolsPlan: Plan = { sql: `select ${columns} from ledger_pool order by id` }
export const insertPoolPlan: Plan = {
  sql: `insert into ledger_pool (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing`,
}
export const updatePoolPlan: Plan = {
  sql: 'update ledger_pool set quantity = ?, value = ?, rate_quantity = ?, rate_value = ?, last_at = ?, count = ?, state = ? where key = ?',
}
export const updateOriginPlan: Plan = { sql: 'update ledger_pool set origin = ? where key = ?' }

export function readPool(row: Row): StoredPool {
  return {
    key: row.key as string,
    id: row.id as number,
    state: readState(row),
    lastAt: row.last_at as number,
    count: row.count as number,
    origin: readOrigin(row.origin as string),
  }
}

/** Origins hardly ever change, and pools are read at every posting. */
const origins = new Map<string, PoolOrigin>()
const MOST_ORIGINS = 50_000

function readOrigin(text: string): PoolOrigin {
  let origin = origins.get(text)
  if (origin === undefined) {
    if (origins.size >= MOST_ORIGINS) origins.clear()
    origins.set(text, (origin = JSON.parse(text) as PoolOrigin))
  }
  return origin
}

function readState(row: Row): CostState {
  const { layers, shortages } =
    row.state === null ? { layers: [], shortages: [] } : (JSON.parse(row.state as string) as Pick<CostState, 'layers' | 'shortages'>)
  return {
    quantity: row.quantity as number,
    value: row.value as number,
    rateQuantity: row.rate_quantity as number,
    rateValue: row.rate_value as number,
    layers,
    shortages,
  }
}

/** Averages keep no layers: their rows carry no text. */
function stateText({ layers, shortages }: CostState): string | null {
  return layers.length === 0 && shortages.length === 0 ? null : JSON.stringify({ layers, shortages })
}

export function insertPoolParameters(pool: StoredPool): Bound[] {
  const { key, id, state, lastAt, count, origin } = pool
  return [
    key,
    id,
    state.quantity,
    state.value,
    state.rateQuantity,
    state.rateValue,
    lastAt,
    count,
    stateText(state),
    JSON.stringify(origin),
  ]
}

export function updatePoolParameters(pool: StoredPool): Bound[] {
  const { key, state, lastAt, count } = pool
  return [state.quantity, state.value, state.rateQuantity, state.rateValue, lastAt, count, stateText(state), key]
}
