import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  for (const [code, name] of [
    ['N1', 'Nut'],
    ['N2', 'Nut'],
    ['X-7', 'Washer small'],
    ['X-8', 'Washer large'],
  ]) {
    await admin.command('save', { entity: 'item', changes: { values: { code, name, ownCost: '3.5000' } } })
  }
}, STARTING)
afterAll(() => test.close())

interface Choice {
  title: string
  code: string
  values?: Record<string, unknown>
}

async function lookUp(client: TestClient, texts: unknown, entity = 'item'): Promise<Map<string, string[]>> {
  const { json } = await client.post(`lookup/${entity}`, { texts })
  const answers = (json as { answers: { text: string; rows: Choice[] }[] }).answers
  return new Map(answers.map(({ text, rows }) => [text, rows.map((row) => row.code).sort()]))
}

describe('looking up many texts in one request', () => {
  it('finds codes and names, tells several records of one name, and nothing for nothing', async () => {
    expect(await lookUp(admin, ['N1', 'Nut', 'Washer', 'Washer small', 'Gear', 'N1'])).toEqual(
      new Map([
        ['N1', ['N1']],
        ['Nut', ['N1', 'N2']],
        ['Washer', ['X-7', 'X-8']],
        ['Washer small', ['X-7']],
        ['Gear', []],
      ]),
    )
  })

  it('is refused for what is no list of texts and for too many, and finds nothing where one may not look', async () => {
    expect((await admin.post('lookup/item', { texts: 'N1' })).status).toBe(400)
    expect((await admin.post('lookup/item', { texts: [1] })).status).toBe(400)
    const many = Array.from({ length: 2001 }, (_, index) => `T${index}`)
    expect((await admin.post('lookup/item', { texts: many })).json.code).toBe('too-many-items')
    const visitor = await test.signedIn('visitor')
    expect(await lookUp(visitor, ['North'], 'party')).toEqual(new Map([['North', []]]))
  })

  it('answers three hundred texts at once', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? 'N1' : `T${index}`))
    const found = await lookUp(admin, texts)
    expect(found.size).toBe(151)
    expect(found.get('N1')).toEqual(['N1'])
  })

  it('does not find by what the reader may not see', async () => {
    await admin.command('save', { entity: 'party', changes: { values: { name: 'West', region: 'west', creditMark: 'SECRET-9' } } })
    expect(await lookUp(admin, ['SECRET-9'], 'party')).not.toEqual(new Map([['SECRET-9', []]]))
    expect(await lookUp(clerk, ['SECRET-9', 'West'], 'party')).toEqual(
      new Map([
        ['SECRET-9', []],
        ['West', []],
      ]),
    )
  })
})

describe('what stands beside a choice', () => {
  const beside = async (client: TestClient, names: string): Promise<(Record<string, unknown> | undefined)[]> =>
    ((await client.get(`lookup/item?text=X-7&beside=${names}`)).json.rows as Choice[]).map((row) => row.values)

  it('is what was asked for, as far as the reader may see it', async () => {
    expect(await beside(admin, 'ownCost')).toEqual([{ ownCost: '3.5000' }])
    expect(await beside(clerk, 'ownCost,name')).toEqual([{ name: 'Washer small' }])
    expect(await beside(admin, '')).toEqual([undefined])
    expect(await beside(admin, 'nothing')).toEqual([{}])
  })
})
