import pg from 'pg'
import { typeParsers } from './parse-types.ts'

/** Connections to one server, shared by all workspaces of this process. */
const MOST_CONNECTIONS = 16
/** A transaction that forgot to end gives its locks back. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 60_000

const pools = new Map<string, { pool: pg.Pool; users: number }>()

export function acquirePool(url: string): pg.Pool {
  const known = pools.get(url)
  if (known !== undefined) {
    known.users++
    return known.pool
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    types: typeParsers as pg.CustomTypesConfig,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS,
    application_name: 'formwork',
  })
  // A connection that dies while nobody uses it is no reason to stop: the pool makes another.
  pool.on('error', () => undefined)
  pools.set(url, { pool, users: 1 })
  return pool
}

export async function releasePool(url: string): Promise<void> {
  const known = pools.get(url)
  if (known === undefined || --known.users > 0) return
  pools.delete(url)
  await known.pool.end()
}
