import type { Database, Mould, OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { BetterSqlite3Connection } from './better-sqlite3.ts'
import type { SqliteConnection, SqliteConnectionOptions } from './connection.ts'
import { SqliteDatabase } from './database.ts'
import { applyPragmas } from './pragmas.ts'
import { IdSequence } from './sequence.ts'
import { translateError } from './translate-error.ts'

const IN_MEMORY = ':memory:'

/** Opens a file (made when it is absent, unless only read) or `:memory:`. Errors: `service-unavailable`, `disk-full`. */
export async function openSqlite(options: OpenDatabase): Promise<Database> {
  try {
    return await open(options)
  } catch (error) {
    throw translateError(error)
  }
}

/** A database in memory is prepared once and copied byte by byte; the driver `sqlite3` cannot, and prepares each anew. */
export async function mouldSqlite(options: OpenDatabase, prepare: (database: Database) => Promise<void>): Promise<Mould> {
  const whole = { ...options, location: IN_MEMORY, readOnly: false }
  const prepared = async (): Promise<SqliteDatabase> => {
    const database = await open(whole)
    await prepare(database)
    return database
  }
  const drop = (): Promise<void> => Promise.resolve()
  const first = await prepared()
  const image = first.serialize()
  await first.close()
  return { cast: image === undefined ? prepared : () => open(whole, image), drop }
}

async function open(options: OpenDatabase, image?: Buffer): Promise<SqliteDatabase> {
  const memory = options.location === IN_MEMORY
  const reading = () => connect(options, { file: options.location, readOnly: true })
  if (options.readOnly === true) return new SqliteDatabase({ reader: await reading() })
  const writer = await connect(options, { file: options.location, image, readOnly: false })
  const sequence = new IdSequence(writer)
  await sequence.create()
  return new SqliteDatabase({ writer, sequence, reader: memory ? undefined : await reading() })
}

async function connect(options: OpenDatabase, settings: SqliteConnectionOptions): Promise<SqliteConnection> {
  const connection = await openDriver(options.driver ?? 'better-sqlite3', settings)
  await applyPragmas(connection, { readOnly: settings.readOnly, memory: settings.file === IN_MEMORY })
  return connection
}

async function openDriver(driver: string, settings: SqliteConnectionOptions): Promise<SqliteConnection> {
  if (driver === 'better-sqlite3') return new BetterSqlite3Connection(settings)
  if (driver === 'sqlite3') return (await import('./sqlite3.ts')).openSqlite3(settings)
  throw fail('unsafe-configuration', { reason: `unknown SQLite driver "${driver}"` })
}
