import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

/** A note that follows an earlier one is for a party that carried something there. */
const files = notesTemplate.map(({ path, text }) => {
  if (path !== 'note/entity.json') return { path, text }
  const note = JSON.parse(text) as { fields: unknown[] }
  const filter = '=record.earlier = null or list contains(record.earlier.lines.carrier.id, id)'
  note.fields.push({ name: 'earlier', type: 'reference', entity: 'note' }, { name: 'again', type: 'reference', entity: 'party', filter })
  return { path, text: JSON.stringify(note) }
})

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people' })
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
    expect((await admin.post('lookup/item', { texts: 'N1' })).status).toBe(422)
    expect((await admin.post('lookup/item', { texts: [1] })).status).toBe(422)
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

describe('the filter of the field that asks', () => {
  const asked = (values?: unknown): string =>
    `lookup/party?for=note.lines.carrier${values === undefined ? '' : `&values=${encodeURIComponent(JSON.stringify(values))}`}`
  const found = async (path: string): Promise<string[]> => ((await admin.get(path)).json.rows as Choice[]).map(({ title }) => title).sort()

  let north: string
  beforeAll(async () => {
    const save = async (values: unknown): Promise<string> =>
      ((await admin.command('save', { entity: 'party', changes: { values } })).json as { id: string }).id
    north = await save({ name: 'Filter north', region: 'north' })
    for (const name of ['Filter one', 'Filter two']) await save({ name, region: 'filter' })
    await save({ name: 'Filter three', region: 'away' })
  })

  it('reads the header through its references, and the row', async () => {
    expect(await found(`${asked({ record: { party: north }, line: { region: 'filter' } })}&text=Filter`)).toEqual([
      'Filter one',
      'Filter two',
    ])
    expect(await found(`${asked({ record: { party: north }, line: { region: 'away' } })}&text=Filter`)).toEqual(['Filter three'])
    expect(await found(`${asked({ record: {}, line: {} })}&text=Filter`)).toEqual([])
  })

  it('reads the rows of a record that is referred to, and a save judges the same', async () => {
    const parties = (await admin.get('lookup/party?text=Filter')).json.rows as (Choice & { id: string })[]
    const idOf = (title: string): string => parties.find((party) => party.title === title)!.id
    const article = ((await admin.get('lookup/item?text=N1')).json.rows as { id: string }[])[0]!.id
    const row = { do: 'insert', values: { article, quantity: '1', region: 'filter', carrier: idOf('Filter one') } }
    const save = (values: unknown, lines: unknown[]) => admin.command('save', { entity: 'note', changes: { values, lines: { lines } } })
    const earlier = ((await save({ party: north }, [row])).json as { id: string }).id

    const values = encodeURIComponent(JSON.stringify({ record: { earlier } }))
    expect(await found(`lookup/party?for=note.again&text=Filter&values=${values}`)).toEqual(['Filter one'])
    const free = encodeURIComponent(JSON.stringify({ record: { earlier: null } }))
    expect(await found(`lookup/party?for=note.again&text=Filter&values=${free}`)).toHaveLength(4)
    expect((await save({ party: north, earlier, again: idOf('Filter one') }, [])).status).toBe(200)
    const refused = await save({ party: north, earlier, again: idOf('Filter two') }, [])
    expect(JSON.stringify(refused.json)).toContain('not-selectable')
  })

  it('is left out as far as it reads what nobody tells, and without a place', async () => {
    expect(await found(`${asked()}&text=Filter`)).toEqual(['Filter one', 'Filter three', 'Filter two'])
    expect(await found('lookup/party?text=Filter')).toHaveLength(4)
  })

  it('holds for many texts at once', async () => {
    const values = { record: { party: north }, line: { region: 'filter' } }
    const { json } = await admin.post('lookup/party', { texts: ['Filter one', 'Filter three'], for: 'note.lines.carrier', values })
    expect((json as { answers: { rows: Choice[] }[] }).answers.map(({ rows }) => rows.map(({ title }) => title))).toEqual([
      ['Filter one'],
      [],
    ])
  })

  it('is refused for a place that is no reference to what is looked for', async () => {
    for (const place of ['note.lines.article', 'note.remark', 'nothing.party', 'note']) {
      expect((await admin.get(`lookup/party?for=${place}`)).json.code).toBe('unknown-field')
    }
    expect((await admin.get('lookup/party?for=note.party&values=%7B')).status).toBe(400)
  })
})
