import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addWorkspace } from './setup/add-workspace.ts'
import { openDemo } from './setup/installation.ts'
import { throwAwayDatabases, type ThrowAwayDatabases } from '../cli/throw-away-databases.ts'
import { openDatabase } from '../host/database-location.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { verifyAudit } from '../store/audit/verify-audit.ts'
import { readConfiguration } from './configuration.ts'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import { TestClient } from './fixture/test-client.fixture.ts'
import { startServer, type RunningServer } from './main.ts'

const registry = createServerRegistry()
const root = mkdtempSync(join(tmpdir(), 'formwork-postgresql-'))
let databases: ThrowAwayDatabases
let servers: RunningServer[]
let clients: TestClient[]

/** Two server processes' worth of servers over one PostgreSQL: each has its own caches and its own job runner. */
beforeAll(async () => {
  databases = await throwAwayDatabases('postgresql')
  const { location } = databases.next()
  await addWorkspace(new WorkspaceDirectory(root), registry, {
    name: 'shared',
    files: notesTemplate,
    place: { dialect: 'postgresql', location },
    sample: 'people',
    finish: openDemo,
  })
  const start = () => startServer({ ...readConfiguration({}), dataDirectory: root, port: 0, logger: pino({ level: 'silent' }) })
  servers = [await start(), await start()]
  clients = servers.map((server) => new TestClient(server.url, 'shared'))
  for (const client of clients) await client.signIn('admin')
}, 120_000)
afterAll(async () => {
  for (const server of servers) await server.close()
  await databases.close()
  rmSync(root, { recursive: true, force: true })
}, 60_000)

describe('two servers over one PostgreSQL', () => {
  it('share sessions, records and roles', async () => {
    const [one, two] = clients as [TestClient, TestClient]
    const saved = await one.command('save', { entity: 'item', changes: { values: { code: 'P1', name: 'Shared' } } })
    expect(saved.status).toBe(200)
    expect((await two.get(`records/item/${saved.json.id}`)).json.title).toBe('Shared')
    two.cookie = one.cookie
    expect((await two.get('session')).json.person.login).toBe('admin')
    const visitor = new TestClient(servers[1]!.url, 'shared')
    await visitor.signIn('visitor')
    expect((await visitor.get('records/party')).json.rows).toEqual([])
    const person = (await one.get('records/person?filter={"and":[{"field":"login","operator":"equals","value":"visitor"}]}')).json.rows[0]
    const given = await one.command('save', {
      entity: 'person',
      id: person.id,
      version: person.version,
      changes: { values: { roles: ['clerk'] } },
    })
    expect(given.status).toBe(200)
    expect((await visitor.get('records/party')).json.rows).toHaveLength(1)
  })

  it('let exactly one of two win, and give a key the same answer on both', async () => {
    const body = { entity: 'item', changes: { values: { code: 'P2', name: 'Once' } } }
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => clients[index % 2]!.command('save', body)))
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
    const keyed = { entity: 'item', changes: { values: { code: 'P3', name: 'Keyed' } } }
    const again = await Promise.all(
      Array.from({ length: 10 }, (_, index) => clients[index % 2]!.command('save', keyed, { 'idempotency-key': 'one-and-the-same' })),
    )
    expect(new Set(again.map(({ status, json }) => `${status} ${json.id}`)).size).toBe(1)
  })

  it('show designers each other, whichever server they came to', async () => {
    const [one, two] = clients as [TestClient, TestClient]
    const greet = async (client: TestClient, greeting: object): Promise<unknown> =>
      (await client.post('design/presence', greeting)).json.others
    const here = { window: 'window-one', path: 'roles.json' }
    const there = { window: 'window-two', path: 'note/entity.json' }
    expect(await greet(one, here)).toEqual([])
    expect(await greet(two, there)).toMatchObject([{ path: 'roles.json' }])
    expect(await greet(one, { ...here, path: 'menu.json' })).toMatchObject([{ path: 'note/entity.json' }])
    expect(await greet(two, there)).toMatchObject([{ path: 'menu.json' }])
    await greet(one, { window: 'window-one', leaves: true })
    expect(await greet(two, there)).toEqual([])
  })

  it('seal the audit by one leased job, without a gap', async () => {
    const entry = (await new WorkspaceDirectory(root).find('shared'))!
    const database = await openDatabase(registry, entry.location, { readOnly: true })
    try {
      const unsealed = async (): Promise<number> =>
        database.read(async (reading) =>
          Number((await reading.get({ sql: 'select count(*) as count from audit where sequence is null' }, []))!.count),
        )
      for (let tries = 0; tries < 150 && (await unsealed()) > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100))
      expect(await unsealed()).toBe(0)
      const { rows, broken } = await database.read((reading) => verifyAudit(reading))
      expect([rows > 10, broken]).toEqual([true, undefined])
    } finally {
      await database.close()
    }
  }, 30_000)
})
