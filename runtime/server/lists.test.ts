import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servicesTemplate } from './fixture/services-template.fixture.ts'
import type { TestClient, TestResponse } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: servicesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  const today = new Date(Date.now() + 8 * 3_600_000)
  const day = (back: number): string => new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10)
  for (const [text, back, amount] of [
    ['now', 0, '1.10'],
    ['six', 6, '2.20'],
    ['seven', 7, '3.30'],
    ['old', 800, '4.40'],
  ] as const) {
    await clerk.command('save', { entity: 'wish', changes: { values: { text, amount, day: day(back) } } })
  }
  await admin.command('save', { entity: 'wish', changes: { values: { text: 'boss', amount: '5', day: day(0) } } })
}, STARTING)
afterAll(() => test.close())

const wishes = async (client: TestClient, filter: unknown): Promise<string[]> => {
  const { json } = await client.get(`records/wish?filter=${encodeURIComponent(JSON.stringify(filter))}`)
  return (json.rows as { values: { text: string } }[]).map((row) => row.values.text).sort()
}
const within = (value: string) => ({ field: 'day', operator: 'within', value })

describe('filters', () => {
  it('know days by what people call them, and oneself', async () => {
    expect(await wishes(clerk, within('today'))).toEqual(['now'])
    expect(await wishes(clerk, within('last-7-days'))).toEqual(['now', 'six'])
    expect(
      await wishes(admin, { or: [within('today'), within('last-year'), { field: 'text', operator: 'equals', value: 'old' }] }),
    ).toEqual(['boss', 'now', 'old'])
    expect(await wishes(admin, { field: 'createdBy', operator: 'equals', value: 'me' })).toEqual(['boss'])
    expect(await wishes(admin, { field: 'createdAt', operator: 'within', value: 'today' })).toHaveLength(5)
    const bad = await admin.get(
      `records/wish?filter=${encodeURIComponent(JSON.stringify({ field: 'text', operator: 'within', value: 'today' }))}`,
    )
    expect(bad.json.code).toBe('bad-filter')
  })
})

describe('what a list is asked for', () => {
  it('is declared, totals too, and a refusal names the thing in the words of its reader', async () => {
    expect((await admin.get('records/wish?totals=amount&limit=1')).json.totals).toEqual({ amount: '16.00' })
    expect((await admin.get('records/wish?totals=nothing')).json.code).toBe('unknown-field')
    const people = (await admin.get('records/person?fields=login,department')).json.rows as { values: Record<string, unknown> }[]
    expect(people.every(({ values }) => 'department' in values)).toBe(true)
    const { json } = await clerk.get('records/wish/print?ids=1')
    expect([json.code, json.message]).toEqual(['not-permitted', 'You are not permitted to: print Wish'])
  })
})

describe('groups', () => {
  const groups = (client: TestClient, query: string): Promise<TestResponse> => client.get(`records/wish/groups?${query}`)
  it('count and add up what the reader sees, and no more', async () => {
    const { json } = await groups(admin, 'by=status&totals=amount')
    expect(json.groups).toEqual([{ value: 'draft', count: 5, totals: { amount: '16.00' } }])
    expect((await groups(clerk, 'by=status&totals=amount')).json.groups[0]).toMatchObject({ count: 4, totals: { amount: '11.00' } })
    const filter = encodeURIComponent(JSON.stringify(within('last-7-days')))
    expect((await groups(clerk, `by=text&filter=${filter}`)).json.groups.map((group: { value: string }) => group.value)).toEqual([
      'now',
      'six',
    ])
    const people = (await groups(admin, 'by=createdBy')).json.groups as { title: string; count: number }[]
    expect(people.map(({ count }) => count).sort()).toEqual([1, 4])
    expect(people.every(({ title }) => title.length > 0)).toBe(true)
  })

  it('refuse what is not there', async () => {
    expect((await groups(admin, '')).json.code).toBe('required')
    expect((await groups(admin, 'by=nothing')).json.code).toBe('unknown-field')
    expect((await clerk.get('records/item/groups?by=ownCost')).json.code).toBe('unknown-field')
  })
})

describe('kept views', () => {
  const content = { filter: { and: [within('today')] }, sort: [{ name: 'day', descending: true }], columns: [{ name: 'text', width: 200 }] }
  const keep = (client: TestClient, more: object = {}): Promise<TestResponse> =>
    client.command('save-view', { list: 'wish', label: 'Mine', content, ...more })
  const names = async (client: TestClient): Promise<string[]> =>
    ((await client.get('list-views/wish')).json.views as { label: string }[]).map(({ label }) => label)

  it('are one’s own until they are shared with a role', async () => {
    const { json } = await keep(clerk)
    expect([await names(clerk), await names(admin)]).toEqual([['Mine'], []])
    expect((await clerk.get('list-views/wish')).json.views[0]).toMatchObject({ own: true, role: null, content })
    expect((await keep(admin, { label: 'Ours', role: 'clerk' })).status).toBe(200)
    expect(await names(clerk)).toEqual(['Mine', 'Ours'])
    const ours = (await clerk.get('list-views/wish')).json.views[1] as { id: string; own: boolean }
    expect(ours.own).toBe(false)
    expect((await clerk.command('delete-view', { view: ours.id })).json.code).toBe('not-yours')
    expect((await keep(clerk, { view: json.view, label: 'Renamed' })).json.view).toBe(json.view)
    expect(await names(clerk)).toEqual(['Renamed', 'Ours'])
    expect((await clerk.command('delete-view', { view: json.view })).status).toBe(200)
    expect(await names(clerk)).toEqual(['Ours'])
  })

  it('are for lists that one may see, with roles that one has', async () => {
    expect((await keep(clerk, { role: 'administrator' })).status).toBe(403)
    expect((await keep(clerk, { role: 'nobody' })).status).toBe(403)
    expect((await keep(clerk, { list: 'nothing' })).status).toBe(404)
    const visitor = await test.signedIn('visitor')
    expect((await keep(visitor)).status).toBe(403)
    expect((await keep(clerk, { content: { evil: 1 } })).status).toBe(422)
    expect((await keep(clerk, { content: { filter: { text: 'x'.repeat(30_000) } } })).json.code).toBe('too-long')
  })
})
