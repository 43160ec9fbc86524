import { read, utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'
import { toGbk } from '../query/export/gbk.ts'

interface Roles {
  roles: { name: string; grants: { operations: string[] }[] }[]
}

/** The clerk may import what he may write. */
const files = notesTemplate.map((file) => {
  if (file.path !== 'roles.json') return file
  const definition = JSON.parse(file.text) as Roles
  for (const grant of definition.roles.find(({ name }) => name === 'clerk')!.grants) grant.operations.push('import')
  return { ...file, text: JSON.stringify(definition) }
})

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(() => test.close())

interface Reading {
  file: string
  headings: string[]
  columns: (string | null)[]
  heading: number
  targets: { to: string; key: boolean; required: boolean }[]
}

async function upload(client: TestClient, name: string, raw: string | Buffer): Promise<string> {
  const sent = await client.send('POST', `files?name=${encodeURIComponent(name)}`, {
    raw,
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(sent.status).toBe(201)
  return sent.json.id as string
}

async function look(client: TestClient, entity: string, name: string, raw: string | Buffer): Promise<Reading> {
  const file = await upload(client, name, raw)
  const answer = await client.post('imports/read', { entity, file })
  expect([answer.status, answer.json.code]).toEqual([200, undefined])
  return { ...answer.json, file }
}

type Status = {
  state: string
  total: number
  done: number
  bad: number
  made: number
  changed: number
  problems: { row: number; column?: number; message: string }[]
  failure: string | null
}

async function settled(client: TestClient, id: string, ...states: string[]): Promise<Status> {
  for (let round = 0; round < 400; round++) {
    const { json } = await client.get(`imports/${id}`)
    if (states.includes(json.state)) return json as Status
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The import never was ${states.join(' or ')}`)
}

async function start(client: TestClient, entity: string, reading: Reading, more: object = {}): Promise<string> {
  const { file, headings, columns, heading } = reading
  const answer = await client.command(
    'start-import',
    { entity, file, headings, columns, heading, ...more },
    { 'idempotency-key': `k${Math.random()}` },
  )
  expect([answer.status, answer.json.message]).toEqual([200, undefined])
  return answer.json.import as string
}

async function bring(
  client: TestClient,
  entity: string,
  name: string,
  raw: string | Buffer,
  more: object = {},
): Promise<{ id: string; checked: Status }> {
  const id = await start(client, entity, await look(client, entity, name, raw), more)
  return { id, checked: await settled(client, id, 'checked', 'failed') }
}

const goOn = async (client: TestClient, id: string, more: object = {}): Promise<Status> => {
  const answer = await client.command('continue-import', { import: id, ...more })
  expect([answer.status, answer.json.message]).toEqual([200, undefined])
  return settled(client, id, 'imported', 'failed')
}

const itemsByCode = async (): Promise<Map<string, { values: Record<string, unknown>; version: number; id: string }>> => {
  const { json } = await admin.get('records/item?limit=500')
  return new Map((json.rows as { values: { code: string }; version: number; id: string }[]).map((row) => [row.values.code, row]))
}

describe('new records from a file', () => {
  it('are tried out first, then written exactly, and taken back as a whole', async () => {
    const before = (await itemsByCode()).size
    const { id, checked } = await bring(
      admin,
      'item',
      '物品.csv',
      toGbk('Code,Name,Cost\r\nG1,牛奶,"1,234.5678"\r\nG2,面包,￥0.1\r\nG3,=1+1,\r\n'),
    )
    expect(checked).toMatchObject({ state: 'checked', total: 3, done: 3, bad: 0, problems: [] })
    expect((await itemsByCode()).size).toBe(before)
    expect(await goOn(admin, id)).toMatchObject({ state: 'imported', made: 3, changed: 0, bad: 0 })
    const found = await itemsByCode()
    expect(found.get('G1')!.values).toEqual({ code: 'G1', name: '牛奶', ownCost: '1234.5678' })
    expect(found.get('G2')!.values.ownCost).toBe('0.1000')
    expect(found.get('G3')!.values).toEqual({ code: 'G3', name: '=1+1', ownCost: null })
    expect((await admin.command('undo-import', { import: id })).status).toBe(200)
    await settled(admin, id, 'undone')
    expect((await itemsByCode()).size).toBe(before)
  })

  it('are given what the file has no column for', async () => {
    const { id } = await bring(admin, 'item', 'same.csv', 'Code,Name\nS1,一\nS2,二\n', { same: { ownCost: '2.5' } })
    expect(await goOn(admin, id)).toMatchObject({ state: 'imported', made: 2, bad: 0 })
    const found = await itemsByCode()
    expect(['S1', 'S2'].map((code) => found.get(code)!.values.ownCost)).toEqual(['2.5000', '2.5000'])
    const wrong = await bring(admin, 'item', 'same.csv', 'Code,Name\nS3,三\n', { same: { ownCost: 'x' } })
    expect(wrong.checked).toMatchObject({ bad: 1, problems: [{ row: 2, column: 2 }] })
    await admin.command('undo-import', { import: id })
    await settled(admin, id, 'undone')
  })

  it('name what is wrong by row and column, in the file of errors too; the good ones can go in alone', async () => {
    const rows = ['Code,Name,Cost', 'H1,一,1', ',二,2', 'H3,三,x', 'H1,四,4', 'H5,五,1.23456', 'H6,六,6']
    const { id, checked } = await bring(admin, 'item', 'wrong.csv', rows.join('\n'))
    expect(checked).toMatchObject({ state: 'checked', total: 6, done: 2, bad: 4 })
    expect(checked.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 0],
      [4, 2],
      [5, 0],
      [6, 2],
    ])
    expect(checked.problems.map(({ message }) => message).join('\n')).toMatch(/第 2 行重复|row 2/)
    const errors = await fetch(`${test.server.url}/w/one/api/imports/${id}/errors`, { headers: { cookie: admin.cookie! } })
    const sheet = utils.sheet_to_json<string[]>(read(await errors.arrayBuffer()).Sheets.errors!, { header: 1 })
    expect(sheet.map((row) => row.slice(0, 2))).toEqual([
      ['Code', 'Name'],
      [, '二'],
      ['H3', '三'],
      ['H1', '四'],
      ['H5', '五'],
    ])
    expect(sheet.slice(1).every((row) => String(row[3]).length > 5)).toBe(true)
    expect((await admin.command('continue-import', { import: id })).json.code).toBe('line-failed')
    expect(await goOn(admin, id, { skip: true })).toMatchObject({ made: 2, bad: 4 })
    expect([...(await itemsByCode()).keys()].filter((code) => code.startsWith('H')).sort()).toEqual(['H1', 'H6'])
  })

  it('may be stopped, and refuse a turn that does not fit', async () => {
    const { id } = await bring(admin, 'item', 'a.csv', 'Code,Name\nQ1,a\n')
    expect((await admin.command('undo-import', { import: id })).json.code).toBe('import-state')
    expect((await admin.command('cancel-import', { import: id })).json.state).toBe('cancelled')
    expect((await admin.command('continue-import', { import: id })).json.code).toBe('import-state')
    expect((await itemsByCode()).has('Q1')).toBe(false)
  })
})

describe('known records', () => {
  it('are changed by their key, or made where there is none, and put back', async () => {
    await admin.command('save', { entity: 'item', changes: { values: { code: 'K1', name: 'old', ownCost: '7' } } })
    const { id, checked } = await bring(admin, 'item', 'k.csv', 'Code,Name\nK1,new\nK2,fresh\n', { mode: 'upsert', key: 'code' })
    expect(checked).toMatchObject({ bad: 0, done: 2 })
    expect(await goOn(admin, id)).toMatchObject({ made: 1, changed: 1 })
    expect((await itemsByCode()).get('K1')!.values).toEqual({ code: 'K1', name: 'new', ownCost: '7.0000' })
    await admin.command('undo-import', { import: id })
    await settled(admin, id, 'undone')
    const found = await itemsByCode()
    expect([found.get('K1')!.values.name, found.has('K2')]).toEqual(['old', false])
  })

  it('must be there where only they are to be changed', async () => {
    const { checked } = await bring(admin, 'item', 'u.csv', 'Code,Name\nK1,x\nK9,y\n', { mode: 'update', key: 'code' })
    expect(checked).toMatchObject({ done: 1, bad: 1, problems: [{ row: 3, column: 0 }] })
  })

  it('keep what others have changed since: then nothing is taken back, and it is said why', async () => {
    const { id } = await bring(admin, 'item', 'z.csv', 'Code,Name\nZ1,a\nZ2,b\n')
    await goOn(admin, id)
    const z2 = (await itemsByCode()).get('Z2')!
    await admin.command('save', { entity: 'item', id: z2.id, version: z2.version, changes: { values: { name: 'c' } } })
    await admin.command('undo-import', { import: id })
    const after = await settled(admin, id, 'imported')
    expect(after.problems.map(({ row }) => row)).toEqual([3])
    expect([...(await itemsByCode()).keys()].filter((code) => code.startsWith('Z')).sort()).toEqual(['Z1', 'Z2'])
  })
})

describe('documents with lines', () => {
  const day = { t: 'n', v: 46027, z: 'yyyy/m/d' } as const
  it('come in as rows that one value keeps together, with references by code or name, and are posted if wanted', async () => {
    await admin.command('save', { entity: 'party', changes: { values: { name: '北方', region: 'north' } } })
    await admin.command('save', { entity: 'item', changes: { values: { code: 'L1', name: '灯', ownCost: '2.5' } } })
    const sheet = utils.aoa_to_sheet([
      ['某某公司 期初'],
      ['单', 'Date', 'Party', 'Article', 'Quantity', 'Remark'],
      ['A', day, '北方', 'L1', 1.5, '首'],
      [null, null, null, '灯', { t: 'n', v: 0.1 }],
      ['B', day, '北方', 'L1', 3],
      ['C', day, '南方', 'L9', -1],
    ] as never)
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, '单据')
    const raw = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    const reading = await look(admin, 'note', '单据.xlsx', raw)
    expect([reading.heading, reading.columns]).toEqual([2, [null, 'date', 'party', 'lines.article', 'lines.quantity', 'remark']])
    const id = await start(admin, 'note', reading, { group: 0, submit: true })
    const checked = await settled(admin, id, 'checked')
    expect(checked).toMatchObject({ total: 3, done: 2, bad: 1 })
    expect(checked.problems.map(({ row, column }) => [row, column])).toEqual([
      [6, 2],
      [6, 3],
    ])
    expect(await goOn(admin, id, { skip: true })).toMatchObject({ made: 2 })
    const { json } = await admin.get('records/note?sort=number:descending&limit=2')
    const notes = await Promise.all((json.rows as { id: string }[]).map(async (row) => (await admin.get(`records/note/${row.id}`)).json))
    const first = notes.find((note) => note.values.remark === '首')
    expect([
      first.status,
      first.values.date,
      first.lines.lines.map((line: { values: { quantity: string } }) => line.values.quantity),
    ]).toEqual(['posted', '2026-01-05', ['1.500', '0.100']])
    await admin.command('undo-import', { import: id })
    expect((await settled(admin, id, 'undone', 'imported')).state).toBe('undone')
    expect((await admin.get(`records/note/${first.id}`)).json.status).toBe('voided')
  })
})

describe('rights', () => {
  it('are those of who imports: fields that are closed to him are no targets, records of others are as if they did not exist', async () => {
    const reading = await look(clerk, 'item', 'c.csv', 'Code,Name,Cost\nC1,a,5\n')
    expect(reading.targets.map(({ to }) => to)).toEqual(['code', 'name'])
    const { id } = await bring(clerk, 'item', 'c.csv', 'Code,Name,Cost\nC1,a,5\n')
    await goOn(clerk, id)
    expect((await itemsByCode()).get('C1')!.values.ownCost).toBeNull()
    expect((await admin.get(`imports/${id}`)).status).toBe(404)
    expect((await admin.command('undo-import', { import: id })).status).toBe(404)
    expect((await admin.command('start-import', { entity: 'item', file: reading.file, headings: ['a'], columns: ['code'] })).status).toBe(
      404,
    )
  })

  it('are asked for: without the right to import nothing is read', async () => {
    const visitor = await test.signedIn('visitor')
    const file = await upload(visitor, 'v.csv', 'Code\nV\n')
    expect((await visitor.post('imports/read', { entity: 'item', file })).status).toBe(403)
    expect((await visitor.command('start-import', { entity: 'item', file, headings: ['Code'], columns: ['code'] })).status).toBe(403)
    expect((await test.client().post('imports/read', { entity: 'item', file })).status).toBe(401)
  })

  it('say what is wrong with a file as a whole', async () => {
    const file = await upload(admin, 'x.xlsx', Buffer.from('PK\u0003\u0004 nothing'))
    const refused = (await admin.post('imports/read', { entity: 'item', file })).json
    expect([refused.code, refused.message]).toEqual(['file-refused', expect.stringMatching(/“x\.xlsx”|"x\.xlsx"/)])
    const id = await start(admin, 'item', { file, headings: ['Code'], columns: ['code'], heading: 1, targets: [] })
    expect(await settled(admin, id, 'failed')).toMatchObject({ total: 0 })
    expect((await admin.post('imports/read', { entity: 'item', file, sheet: -1 })).status).toBe(422)
    expect((await admin.post('imports/read', { entity: 'nothing', file })).status).toBeGreaterThanOrEqual(404)
  })
})
