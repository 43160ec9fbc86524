import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clerkSecrets, notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
let admin: TestClient
let clerk: TestClient
let note: { id: string; version: number }
let ids: Record<string, string>
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  ;[note] = (await admin.get('records/note')).json.rows
  const parties = (await admin.get('records/party')).json.rows as { id: string; title: string }[]
  const [ink] = (await admin.get('records/item')).json.rows as { id: string }[]
  ids = {
    ink: ink!.id,
    north: parties.find((each) => each.title === 'Northern')!.id,
    south: parties.find((each) => each.title === 'Southern')!.id,
  }
}, STARTING)
afterAll(() => test.close())

const filter = (field: string, operator: string, value: unknown): string =>
  encodeURIComponent(JSON.stringify({ and: [{ field, operator, value }] }))

describe('what a role hides is absent from the bytes', () => {
  it('is there for who may see it, so that this test can fail', async () => {
    const seen = [
      await admin.get('records/item'),
      await admin.get('records/party'),
      await admin.get(`records/note/${note.id}`),
      await admin.get('reports/held'),
    ]
      .map(({ text }) => text)
      .join()
    for (const secret of clerkSecrets) expect(seen).toContain(secret)
  })

  it.each([
    ['lists', () => 'records/item'],
    ['lists of documents', () => 'records/note'],
    ['lists with the fields named', () => 'records/item?fields=code,name'],
    ['records', () => `records/note/${note.id}`],
    ['master records', () => `records/item/${ids.ink}`],
    ['timelines', () => `records/note/${note.id}/timeline`],
    ['timelines of master records', () => `records/item/${ids.ink}/timeline`],
    ['links', () => `records/note/${note.id}/links`],
    ['look-ups', () => 'lookup/item?text=Ink'],
    ['look-ups of parties', () => 'lookup/party?text=North'],
    ['search', () => 'search?text=North'],
    ['reports', () => 'reports/held'],
    ['balances', () => 'ledgers/holding/balances'],
    ['entries', () => 'ledgers/holding/entries'],
    ['definitions', () => 'definitions'],
    ['the description of the interface', () => 'openapi.json'],
    ['tasks', () => 'tasks'],
  ])('in %s', async (_what, path) => {
    const response = await clerk.get(path())
    expect([path(), response.status === 200 || response.status === 422]).toEqual([path(), true])
    for (const secret of clerkSecrets) expect([path(), response.text.includes(secret), secret]).toEqual([path(), false, secret])
  })

  it('in previews and answers of commands', async () => {
    const changes = {
      values: { party: ids.north },
      lines: { lines: [{ do: 'insert', ref: 'a', values: { article: ids.ink, quantity: '3' } }] },
    }
    const preview = await clerk.post('preview', { entity: 'note', changes })
    const saved = await clerk.command('save', { entity: 'note', changes })
    expect([preview.status, saved.status]).toEqual([200, 200])
    const submitted = await clerk.command('submit', { entity: 'note', id: saved.json.id, version: saved.json.version })
    expect(submitted.json).toMatchObject({ status: 'posted' })
    for (const response of [preview, saved, submitted]) {
      for (const secret of clerkSecrets) expect([response.text.includes(secret), secret]).toEqual([false, secret])
    }
    expect((await admin.get(`records/note/${saved.json.id}`)).json.values.wholeSum).toBe('233.31')
  })

  it.each([
    ['filter', () => `records/item?filter=${filter('ownCost', 'greater', '1')}`],
    ['filter through a reference', () => `records/note?filter=${filter('creditMark', 'equals', 'CREDIT-SECRET-N')}`],
    ['filter by a total', () => `records/note?filter=${filter('wholeSum', 'greater', '1')}`],
    ['sort', () => 'records/item?sort=ownCost:descending'],
    ['fields', () => 'records/item?fields=code,ownCost'],
    ['totals', () => 'records/note?totals=wholeSum'],
    ['where of a ledger', () => `ledgers/holding/balances?where=${encodeURIComponent('{"value":"155.54"}')}`],
  ])('cannot be asked for by %s', async (_what, path) => {
    const response = await clerk.get(path())
    expect([path(), response.status, response.json.code]).toEqual([
      path(),
      expect.any(Number),
      expect.stringMatching(/unknown-field|unknown-measure|bad-filter/),
    ])
  })

  it('is not found by searching for it', async () => {
    expect((await admin.get('records/party?search=CREDIT-SECRET-N')).json.rows).toHaveLength(1)
    expect((await clerk.get('records/party?search=CREDIT-SECRET-N')).json.rows).toEqual([])
  })

  it('cannot be written, and the refusal says no figure', async () => {
    const response = await clerk.command('save', { entity: 'item', changes: { values: { code: 'W', name: 'W', ownCost: '1' } } })
    expect(response.status).toBeGreaterThanOrEqual(403)
    expect(response.text).not.toContain('77.77')
  })
})

describe('foreign rows', () => {
  it('are as if they did not exist', async () => {
    expect((await clerk.get('records/party')).json.rows.map((row: { title: string }) => row.title)).toEqual(['Northern'])
    const foreign = await clerk.get(`records/party/${ids.south}`)
    const missing = await clerk.get('records/party/999999999')
    expect([foreign.status, foreign.json.code, missing.status, missing.json.code]).toEqual([404, 'unknown-record', 404, 'unknown-record'])
    expect(foreign.json.message.replace(ids.south!, 'ID')).toBe(missing.json.message.replace('999999999', 'ID'))
    expect((await clerk.get('lookup/party?text=Southern')).json.rows).toEqual([])
    expect((await clerk.get('search?text=Southern')).text).not.toContain('Southern')
    expect((await clerk.get(`records/party/${ids.south}/timeline`)).status).toBe(404)
  })

  it('cannot be referred to', async () => {
    const response = await clerk.command('save', { entity: 'note', changes: { values: { party: ids.south } } })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.text).not.toContain('Southern')
  })
})
