import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { throwAwayDatabases, type ThrowAwayDatabases } from '../cli/throw-away-databases.ts'
import { openDatabase } from '../host/database-location.ts'
import { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { readTemplateFolder } from '../host/read-template-folder.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { verifyLedgers } from '../store/ledger/verify-ledgers.ts'
import { readConfiguration } from './configuration.ts'
import { TestClient, type TestResponse } from './fixture/test-client.fixture.ts'
import { startServer, type RunningServer } from './main.ts'
import { addWorkspace } from './setup/add-workspace.ts'
import { openDemo } from './setup/installation.ts'

const registry = createServerRegistry()

/** How many requests ended in which way: `200` or status and code of the refusal. */
type Outcomes = Readonly<Record<string, number>>

/**
 * How many won, and how many were refused because somebody had been faster: by the state that the winner left, or, for who had read
 * the record on another server while it was being changed, by its version.
 */
const wonOnce = (outcomes: Outcomes, code: string): [won: number, refused: number] => [
  outcomes['200'] ?? 0,
  (outcomes[`409 ${code}`] ?? 0) + (outcomes['409 stale-version'] ?? 0),
]
const TEMPLATE = join(import.meta.dirname, '../../templates/jxc')

/** A shop under everybody's hands at once: exactly one wins, the others get a clear refusal. PostgreSQL is served by two servers. */
describe.each(['sqlite', 'postgresql'] as const)('the shop under contention: %s', (dialect) => {
  const root = mkdtempSync(join(tmpdir(), 'formwork-races-'))
  let databases: ThrowAwayDatabases
  let servers: RunningServer[]
  let brand: { path: string; text: string }
  const people: Record<string, TestClient[]> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    databases = await throwAwayDatabases(dialect)
    const place = dialect === 'sqlite' ? { dialect } : { dialect, location: databases.next().location }
    const files = await readTemplateFolder(TEMPLATE)
    brand = files.find(({ path }) => path === 'brand/entity.json')!
    await addWorkspace(new WorkspaceDirectory(root), registry, { name: 'shop', files, place, sample: 'company', finish: openDemo })
    const start = () => startServer({ ...readConfiguration({}), dataDirectory: root, port: 0, logger: pino({ level: 'silent' }) })
    servers = [await start(), ...(dialect === 'sqlite' ? [] : [await start()])]
    for (const login of ['admin', 'manager', 'salesmanager', 'finance', 'keeper', 'buyer']) {
      people[login] = servers.map((server) => new TestClient(server.url, 'shop'))
      for (const client of people[login]) expect((await client.signIn(login)).status).toBe(201)
    }
    for (const [entity, code] of Object.entries(CODES).flatMap(([kind, codes]) => codes.map((each) => [kind, each] as const))) {
      const { json } = await people.admin![0]!.get(`lookup/${entity}?text=${code}`)
      ids[code] = (json as { rows: { id: string }[] }).rows[0]!.id
    }
    await submitted('purchase-receipt', { supplier: ids.S001, warehouse: ids.W01 }, [{ product: ids.P001, quantity: '1', price: '18' }])
    await submitted('purchase-receipt', { supplier: ids.S001, warehouse: ids.W01 }, [{ product: ids.P002, quantity: '500', price: '12' }])
    await submitted('purchase-receipt', { supplier: ids.S001, warehouse: ids.W02 }, [{ product: ids.P002, quantity: '500', price: '12' }])
  }, 180_000)
  afterAll(async () => {
    for (const server of servers) await server.close()
    await databases.close()
    rmSync(root, { recursive: true, force: true })
  }, 60_000)

  const CODES = {
    supplier: ['S001'],
    customer: ['C002', 'C003'],
    product: ['P001', 'P002', 'P003'],
    warehouse: ['W01', 'W02'],
    account: ['A02'],
  }
  const submit = (client: TestClient, entity: string, values: Record<string, unknown>, lines: readonly Record<string, unknown>[] = []) =>
    client.command('submit', {
      entity,
      changes: { values, ...(lines.length === 0 ? {} : { lines: { lines: lines.map((each) => ({ do: 'insert', values: each })) } }) },
    })
  const submitted = async (
    entity: string,
    values: Record<string, unknown>,
    lines: readonly Record<string, unknown>[] = [],
    by = 'admin',
  ) => {
    const answer = await submit(people[by]![0]!, entity, values, lines)
    expect([entity, answer.status, answer.json?.message]).toEqual([entity, 200, undefined])
    return answer.json as { id: string; version: number; status: string }
  }
  /** The same work from every server at once. */
  async function atOnce(count: number, by: string, work: (client: TestClient, index: number) => Promise<TestResponse>): Promise<Outcomes> {
    const clients = people[by]!
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => work(clients[index % clients.length]!, index)))
    const outcomes = answers.map(({ status, json }) => (status === 200 ? '200' : `${status} ${(json as { code?: string }).code}`))
    return Object.fromEntries([...new Set(outcomes)].toSorted().map((each) => [each, outcomes.filter((other) => other === each).length]))
  }

  it('the last piece is sold once', async () => {
    const outcomes = await atOnce(50, 'admin', (client) =>
      submit(client, 'sales-delivery', { customer: ids.C003, warehouse: ids.W01 }, [{ product: ids.P001, quantity: '1', price: '25' }]),
    )
    expect(outcomes).toEqual({ '200': 1, '409 assertion-refused': 49 })
  })

  it('a task is decided once', async () => {
    const lines = [{ product: ids.P003, quantity: '3000', price: '3' }]
    const order = await submitted('purchase-order', { supplier: ids.S001, warehouse: ids.W01 }, lines, 'buyer')
    const tasks = (await people.manager![0]!.get('tasks?box=todo')).json as { rows: { seat: string; version: number }[] }
    expect([order.status, tasks.rows.length]).toEqual(['submitted', 1])
    const task = tasks.rows[0]!
    const outcomes = await atOnce(20, 'manager', (client) => client.command('approve', { seat: task.seat, version: task.version }))
    expect(wonOnce(outcomes, 'seat-closed')).toEqual([1, 19])
  })

  it('what is owed is settled once', async () => {
    await submitted('customer-receipt', { customer: ids.C003, account: ids.A02, amount: '500' }, [])
    await submitted('receivable-adjustment', { customer: ids.C003, direction: 'increase', amount: '200', reason: 'other' }, [])
    const values = { settlementKind: 'advance-receivable', customer: ids.C003, amount: '200' }
    const outcomes = await atOnce(10, 'finance', (client) => submit(client, 'settlement', values))
    expect(outcomes).toEqual({ '200': 1, '409 over-allocated': 9 })
  })

  it('credit is given up to its limit', async () => {
    // 50,000 with what is ordered; each order is 20,000.
    const outcomes = await atOnce(12, 'salesmanager', (client) =>
      submit(client, 'sales-order', { customer: ids.C002, warehouse: ids.W01 }, [{ product: ids.P003, quantity: '2000', price: '10' }]),
    )
    expect(outcomes).toEqual({ '200': 2, '422 rule-refused': 10 })
  })

  it('transfers both ways do not lock each other out', async () => {
    const outcomes = await atOnce(20, 'keeper', (client, index) =>
      submit(
        client,
        'stock-transfer',
        index % 2 === 0 ? { warehouse: ids.W01, target: ids.W02 } : { warehouse: ids.W02, target: ids.W01 },
        [{ product: ids.P002, quantity: '3' }],
      ),
    )
    expect(outcomes).toEqual({ '200': 20 })
  })

  it('two customers become one while documents name either, and part again', async () => {
    const [admin] = people.admin!
    const owe = (client: TestClient, customer: string, amount: string): Promise<TestResponse> =>
      submit(client, 'receivable-adjustment', { customer, direction: 'increase', amount, reason: 'other' })
    const customer = async (id: string) =>
      (await people.admin!.at(-1)!.get(`records/customer/${id}`)).json as {
        version: number
        balances: { owed: string | null }
        merged?: { id: string }
      }
    const owed = async (id: string): Promise<number> => Number((await customer(id)).balances.owed ?? 0)
    const made = await admin!.command('save', {
      entity: 'customer',
      changes: { values: { code: 'C903', name: '重复的客户', terms: '30' } },
    })
    const twin = (made.json as { id: string }).id
    expect((await owe(admin!, twin, '7')).status).toBe(200)
    const before = await owed(ids.C003!)
    const [goes, stays] = [await customer(twin), await customer(ids.C003!)]
    const merging = admin!.command('merge', {
      entity: 'customer',
      id: twin,
      version: goes.version,
      into: ids.C003,
      intoVersion: stays.version,
    })
    const outcomes = await atOnce(20, 'admin', (client, index) => owe(client, index % 2 === 0 ? twin : ids.C003!, '1'))
    expect([(await merging).status, outcomes]).toEqual([200, { '200': 20 }])
    // 7 of the twin and 20 × 1, whichever it was written with.
    expect(await owed(ids.C003!)).toBe(before + 27)
    const merged = await customer(twin)
    expect(merged.merged?.id).toBe(ids.C003)
    const found = (await admin!.get('lookup/customer?text=C903')).json as { rows: { id: string }[] }
    expect(found.rows.map(({ id }) => id)).toEqual([ids.C003])
    expect((await owe(people.admin!.at(-1)!, twin, '1')).status).toBe(200)
    expect(await owed(ids.C003!)).toBe(before + 28)
    const back = await admin!.command('unmerge', { entity: 'customer', id: twin, version: merged.version })
    expect([back.status, (back.json as { message?: string }).message]).toEqual([200, undefined])
    expect((await owed(ids.C003!)) + (await owed(twin))).toBe(before + 28)
    expect(await owed(twin)).toBeGreaterThanOrEqual(7)
  })

  it('a release is published while documents are posted', async () => {
    const [admin] = people.admin!
    const text = brand.text.replace('用于筛选和报表', '用于筛选')
    const saved = await admin!.command('save-definitions', { release: 1, files: [{ path: brand.path, text, revision: 0 }] })
    expect([saved.status, text === brand.text]).toEqual([200, false])
    const { revision } = (await admin!.get('design')).json as { revision: number }
    const publishing = admin!.command('publish', { release: 1, revision, comment: 'at work' })
    const outcomes = await atOnce(20, 'keeper', (client) =>
      submit(client, 'stock-transfer', { warehouse: ids.W01, target: ids.W02 }, [{ product: ids.P002, quantity: '1' }]),
    )
    expect([(await publishing).status, outcomes]).toEqual([200, { '200': 20 }])
  })

  it('one count is finished once', async () => {
    const draft = await people.keeper![0]!.command('save', {
      entity: 'stock-count',
      changes: {
        values: { warehouse: ids.W02 },
        lines: { lines: [{ do: 'insert', values: { product: ids.P002, counted: '499', reason: 'lost' } }] },
      },
    })
    const { id, version } = draft.json as { id: string; version: number }
    const outcomes = await atOnce(10, 'keeper', (client) => client.command('submit', { entity: 'stock-count', id, version }))
    expect(wonOnce(outcomes, 'illegal-transition')).toEqual([1, 9])
  })

  it('leaves ledgers that agree', async () => {
    const entry = (await new WorkspaceDirectory(root).find('shop'))!
    const database = await openDatabase(registry, entry.location, { readOnly: true })
    try {
      const workspace = new LoadedWorkspace(database, registry)
      const checks = await database.read(async (reading) => verifyLedgers(reading, (await workspace.current(reading)).store))
      expect(checks.filter(({ broken }) => broken > 0)).toEqual([])
      expect(checks.length).toBeGreaterThan(10)
    } finally {
      await database.close()
    }
  })
})
