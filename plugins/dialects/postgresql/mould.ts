import { randomBytes } from 'node:crypto'
import type { Database, Mould, OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { listTables } from './database.ts'
import { openPostgresql } from './open.ts'
import { acquirePool, releasePool } from './pool.ts'
import { Statements } from './statements.ts'
import { translateError } from './translate-error.ts'
import { quote } from './translate-statement.ts'
import { openUndone } from './undone-database.ts'

/** Names of throw-away databases begin so: whoever finds one left behind may drop it. */
const PREFIX = 'sandbox_'
const SCHEMA = 'sandbox'

/**
 * A database of its own on the server. Each that is cast of it is one transaction that is undone at the end; for those
 * that are used side by side the server copies the whole. Errors: `service-unavailable` when the user may not create databases.
 */
export async function mouldPostgresql(options: OpenDatabase, prepare: (database: Database) => Promise<void>): Promise<Mould> {
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`
  await administer(options, `create database ${quote(name)}`)
  const location = { ...options, location: locate(options, name), schema: SCHEMA, readOnly: false }
  let tables: string[]
  try {
    const database = await openPostgresql(location)
    await prepare(database).finally(() => database.close())
    tables = await withPool(location, (pool) => listTables(pool, SCHEMA))
  } catch (error) {
    await dropDatabase(options, name)
    throw error
  }
  return castFrom(options, name, tables)
}

function castFrom(options: OpenDatabase, name: string, tables: readonly string[]): Mould {
  const copies: string[] = []
  const free: string[] = []
  const statements = new Statements(SCHEMA, tables)
  const copy = async (): Promise<string> => {
    const made = `${name}_${copies.length + 1}`
    copies.push(made)
    await administer(options, `create database ${quote(made)} template ${quote(name)}`)
    acquirePool(locate(options, made))
    return made
  }
  return {
    cast: async () => {
      const used = free.pop() ?? (await copy())
      return withPool({ location: locate(options, used) }, (pool) =>
        openUndone({ pool, schema: SCHEMA, statements, afterwards: () => free.push(used) }),
      )
    },
    drop: async () => {
      for (const made of copies) {
        await releasePool(locate(options, made))
        await dropDatabase(options, made)
      }
      await dropDatabase(options, name)
    },
  }
}

function dropDatabase(options: OpenDatabase, name: string): Promise<void> {
  return administer(options, `drop database if exists ${quote(name)} with (force)`)
}

function administer(options: OpenDatabase, statement: string): Promise<void> {
  return withPool(options, async (pool) => {
    await pool.query(statement)
  })
}

async function withPool<T>({ location }: OpenDatabase, work: (pool: ReturnType<typeof acquirePool>) => Promise<T>): Promise<T> {
  const pool = acquirePool(location)
  try {
    return await work(pool)
  } catch (error) {
    throw translateError(error)
  } finally {
    await releasePool(location)
  }
}

function locate({ location }: OpenDatabase, database: string): string {
  const url = new URL(location)
  url.pathname = `/${database}`
  return url.toString()
}
