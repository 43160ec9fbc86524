import type { Database, OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { BetterSqlite3Connection } from './better-sqlite3.ts'
import type { SqliteConnection, SqliteConnectionOptions } from './connection.ts'
import { SqliteDatabase } from './database.ts'
import { applyPragmas } from './pragmas.ts'
import { IdSequence } from './sequence.ts'
import { translateError } from './translate-error.ts'

/** Opens a file (made when it is absent, unless only read) or `:memory:`. Errors: `service-unavailable`, `disk-full`. */
export async function openSqlite(options: OpenDatabase): Promise<Database> {
  try {
    return await open(options)
  } catch (error) {
    throw translateError(error)
  }
}

async function open(options: OpenDatabase): Promise<SqliteDatabase> {
  const memory = options.location === ':memory:'
  const reading = () => connect(options, { file: options.location, readOnly: true })
  if (options.readOnly === true) return new SqliteDatabase({ reader: await reading() })
  const writer = await connect(options, { file: options.location, readOnly: false })
  const sequence = new IdSequence(writer)
  await sequence.create()
  return new SqliteDatabase({ writer, sequence, reader: memory ? undefined : await reading() })
}

async function connect(options: OpenDatabase, settings: SqliteConnectionOptions): Promise<SqliteConnection> {
  const connection = await openDriver(options.driver ?? 'better-sqlite3', settings)
  await applyPragmas(connection, { readOnly: settings.readOnly, memory: settings.file === ':memory:' })
  return connection
}

async function openDriver(driver: string, settings: SqliteConnectionOptions): Promise<SqliteConnection> {
  if (driver === 'better-sqlite3') return new BetterSqlite3Connection(settings)
  if (driver === 'sqlite3') return (await import('./sqlite3.ts')).openSqlite3(settings)
  throw fail('unsafe-configuration', { reason: `unknown SQLite driver "${driver}"` })
}
