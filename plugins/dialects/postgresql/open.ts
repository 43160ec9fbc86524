import type { Pool } from 'pg'
import { fail } from '@formwork/platform/error/index.ts'
import type { Database, OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { listTables, PostgresqlDatabase } from './database.ts'
import { ID_BLOCK } from './id-blocks.ts'
import { acquirePool, releasePool } from './pool.ts'
import { translateError } from './translate-error.ts'
import { quote } from './translate-statement.ts'

/** Opens a workspace's schema (made when it is absent, unless only read). Errors: `service-unavailable`, `unsafe-configuration`. */
export async function openPostgresql(options: OpenDatabase): Promise<Database> {
  const { location, schema, readOnly = false } = options
  if (schema === undefined) throw fail('unsafe-configuration', { reason: 'a PostgreSQL workspace needs a schema' })
  const pool = acquirePool(location)
  try {
    if (!readOnly) await createSchema(pool, schema)
    return new PostgresqlDatabase({ pool, schema, readOnly, release: () => releasePool(location) }, await listTables(pool, schema))
  } catch (error) {
    await releasePool(location)
    throw translateError(error)
  }
}

/** Two servers that start together must not trip over each other: the lock makes one wait. */
async function createSchema(pool: Pool, schema: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`formwork ${schema}`])
    await client.query(`create schema if not exists ${quote(schema)}`)
    await client.query(`create sequence if not exists ${quote(schema)}.id_sequence start with ${ID_BLOCK} increment by ${ID_BLOCK}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
