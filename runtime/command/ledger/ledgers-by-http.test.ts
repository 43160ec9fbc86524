import { afterAll, beforeAll, expect, it } from 'vitest'
import { definitionFile } from '../../server/fixture/services-template.fixture.ts'
import type { TestClient, TestResponse } from '../../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../../server/fixture/test-server.fixture.ts'
import { soldDefinitions } from './sold.fixture.ts'

const people = [
  {
    kind: 'roles',
    name: 'roles',
    roles: [
      { name: 'administrator', label: 'Administrator', administrator: true, grants: [] },
      { name: 'clerk', label: 'Clerk', grants: [{ name: 'goods', resource: 'goods', operations: ['view'] }] },
    ],
  },
  {
    kind: 'sample',
    name: 'people',
    steps: ['administrator', 'clerk'].map((name) => ({
      name,
      do: 'save',
      entity: 'person',
      values: { name, login: name, roles: [name], language: 'en' },
      keep: name,
    })),
  },
]

let test: TestServer
let admin: TestClient
let clerk: TestClient
let item: string
let place: string

beforeAll(async () => {
  const files = [...soldDefinitions, ...people].map((each) => {
    const { kind, name } = each as { kind: string; name: string }
    const folders: Record<string, string> = { ledger: `ledgers/${name}`, sample: `samples/${name}`, template: 'template', roles: 'roles' }
    return definitionFile(`${folders[kind] ?? `${name}/${kind}`}.json`, each)
  })
  test = await startTestServer({ files, sample: 'people' })
  admin = await test.signedIn('administrator')
  clerk = await test.signedIn('clerk')
  item = (await admin.command('save', { entity: 'item', changes: { values: { name: 'bolt' } } })).json.id
  place = (await admin.command('save', { entity: 'place', changes: { values: { name: 'A' } } })).json.id
}, STARTING)
afterAll(() => test.close())

const body = (entity: string, date: string, line: Record<string, string>): unknown => ({
  entity,
  changes: { values: { date, place }, lines: { lines: [{ do: 'insert', values: { article: item, ...line } }] } },
})
const submit = (...given: Parameters<typeof body>): Promise<TestResponse> => admin.command('submit', body(...given))
const where = (): string => encodeURIComponent(JSON.stringify({ item }))
const explained = async (ledger: string, measure: string): Promise<string> =>
  (await admin.get(`ledgers/${ledger}/explain?measure=${measure}&where=${where()}`)).json.total

it('tells what a late receipt will change, changes that, and nothing else', async () => {
  await submit('receipt', '2025-11-01', { quantity: '10', value: '50.00' })
  const delivery = await submit('delivery', '2025-11-10', { quantity: '4' })
  const late = body('receipt', '2025-11-02', { quantity: '10', value: '100.00' })
  const { json, status } = await admin.post('impact/submit', late)
  expect(status).toBe(200)
  const told = json.impact as {
    balances: { ledger: string; before: object; after: object }[]
    records: { record: string; changes: object }[]
  }
  expect(await explained('result', 'margin')).toBe('20.00')
  expect(new Set(told.records.map(({ record }) => record))).toEqual(new Set([delivery.json.id]))
  const margin = told.balances.find(({ ledger }) => ledger === 'result')!
  expect(margin).toMatchObject({ before: { cost: '20.00', margin: '20.00' }, after: { cost: '30.00', margin: '10.00' } })
  expect((await admin.command('submit', late)).status).toBe(200)
  expect(await explained('result', 'margin')).toBe('10.00')
  expect(await explained('goods', 'value')).toBe('120.00')
})

it('runs another method beside the books and writes nothing', async () => {
  const before = await admin.get('ledgers/goods/entries')
  const { json } = await admin.get('ledgers/goods/shadow?method=fifo')
  // 4 of the first ten at 5.00 cost 20.00; the average says 30.00.
  expect(json.rows).toMatchObject([{ quantity: '16', value: '120.00', shadowValue: '130.00', issued: '30.00', shadowIssued: '20.00' }])
  expect((await admin.get('ledgers/goods/entries')).json).toEqual(before.json)
})

it('a close is refused while drafts are dated in it, and by whoever has no right; a reopening too', async () => {
  const draft = (await admin.command('save', body('receipt', '2025-10-20', { quantity: '1', value: '1.00' }))).json
  const close = { end: '2025-10-31' }
  expect((await clerk.command('close-period', close)).status).toBe(403)
  const refused = await admin.command('close-period', close)
  expect([refused.status, refused.json.code, refused.json.exception]).toEqual([409, 'period-checks-failed', 'unposted'])
  expect(refused.json.message).toContain('receipt')
  expect((await admin.command('delete', { entity: 'receipt', id: draft.id, version: draft.version })).status).toBe(200)
  const order = await submit('order', '2025-10-25', { quantity: '2' })
  expect(order.status).toBe(200)
  const closed = await admin.command('close-period', close)
  expect(closed.json.findings).toEqual([{ check: 'pending', ledger: 'goods', count: 1 }])
  const late = await submit('receipt', '2025-10-30', { quantity: '1', value: '1.00' })
  expect([late.status, late.json.code]).toEqual([409, 'period-closed'])
  expect((await clerk.command('reopen-period', { period: '2025-10' })).status).toBe(403)
  expect((await admin.command('reopen-period', { period: '2025-10' })).status).toBe(200)
})

it('a refusal names the rule and the row', async () => {
  const { json } = await submit('delivery', '2025-11-20', { quantity: '99' })
  expect(json).toMatchObject({ code: 'assertion-refused', rule: 'enough', path: 'lines/0/quantity' })
  const nowhere = await admin.command('submit', {
    entity: 'receipt',
    changes: {
      values: { date: '2025-11-20' },
      lines: { lines: [{ do: 'insert', values: { article: item, quantity: '1', value: '1.00' } }] },
    },
  })
  expect(nowhere.json).toMatchObject({ code: 'required', rule: 'receipt', path: 'lines/0' })
})
