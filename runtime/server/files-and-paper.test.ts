import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clerkSecrets, notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

/** The clerk may take everything away that he sees. */
const files = notesTemplate.map((file) =>
  file.path === 'roles.json' ? { ...file, text: file.text.replace(/"operations": \[/g, '"operations": ["export", "print",') } : file,
)

let test: TestServer
let admin: TestClient
let clerk: TestClient
let visitor: TestClient
let note: string
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  visitor = await test.signedIn('visitor')
  note = (await admin.get('records/note')).json.rows[0].id
  for (let index = 0; index < 620; index++) {
    const values = { code: `B${String(index).padStart(4, '0')}`, name: index === 0 ? '=1+1' : `墨 "${index}"`, ownCost: '1234567890.1234' }
    await admin.command('save', { entity: 'item', changes: { values } })
  }
}, STARTING)
afterAll(() => test.close())

const bytesOf = async (client: TestClient, path: string): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> => {
  const response = await fetch(`${test.server.url}/w/one/api/${path}`, { headers: { cookie: client.cookie ?? '' } })
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }
}

describe('lists as files', () => {
  it('writes every row once, figures exactly, formulas as text', async () => {
    const { headers, bytes } = await bytesOf(admin, 'records/item/export?format=csv&sort=code&fields=code,name,ownCost')
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).trimEnd().split('\r\n')
    expect(headers.get('content-disposition')).toContain("UTF-8''Item.csv")
    expect(lines[0]).toBe('\uFEFFCode,Name,Cost')
    expect(lines.slice(1, 3)).toEqual([`B0000,'=1+1,1234567890.1234`, `B0001,"墨 ""1""",1234567890.1234`])
    expect(new Set(lines.slice(1)).size).toBe(621)
    expect(lines.length).toBe(622)
  })

  it('speaks GBK where that is wanted', async () => {
    const { bytes } = await bytesOf(admin, 'records/item/export?format=csv&encoding=gbk&sort=code&fields=name')
    expect(new TextDecoder('gbk').decode(bytes)).toContain('"墨 ""619"""')
    expect(bytes[0]).toBe('N'.charCodeAt(0))
  })

  it('makes a workbook that others read: numbers with their digits, texts never formulas', async () => {
    const { bytes } = await bytesOf(admin, 'records/item/export?sort=code&fields=code,name,ownCost')
    const book = read(bytes, { cellNF: true })
    const sheet = book.Sheets[book.SheetNames[0]!]!
    expect(book.SheetNames).toEqual(['Item'])
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1 })
    expect(rows.length).toBe(622)
    expect(rows[1]).toEqual(['B0000', '=1+1', 1234567890.1234])
    expect(sheet.C2).toMatchObject({ t: 'n', z: '#,##0.0000' })
    expect(sheet.B2).toMatchObject({ t: 's' })
    expect(sheet.B2.f).toBeUndefined()
  })

  it('keeps the filter, and refuses who may not export', async () => {
    const filter = encodeURIComponent(JSON.stringify({ and: [{ field: 'code', operator: 'equals', value: 'I1' }] }))
    expect((await admin.get(`records/item/export?format=csv&fields=code&filter=${filter}`)).text.trim().split('\r\n').length).toBe(2)
    expect((await visitor.get('records/party/export')).json).toMatchObject({ code: 'not-permitted' })
    expect((await admin.get('records/item/export?format=exe')).status).toBe(400)
  })
})

describe('a list as a PDF', () => {
  it('is laid out whole, in a Chinese font, for who may take it away', async () => {
    const { status, headers, bytes } = await bytesOf(admin, 'records/item/export?format=pdf&sort=code&fields=code,name,ownCost')
    const pdf = new TextDecoder('latin1').decode(bytes)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(headers.get('content-disposition')).toContain("UTF-8''Item.pdf")
    expect(pdf).toContain('NotoSansSC')
    expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(10)
    expect((await visitor.get('records/party/export?format=pdf')).json).toMatchObject({ code: 'not-permitted' })
    expect((await clerk.get('records/item/export?format=pdf&fields=code,ownCost')).json).toMatchObject({ code: 'unknown-field' })
    expect((await admin.get('records/item/export?format=pdf&about=a&about=b')).status).toBe(400)
  })
})

describe('paper', () => {
  it('prints a record that nobody has drawn a template for, in a Chinese font', async () => {
    const { status, headers, bytes } = await bytesOf(admin, `records/note/print?ids=${note}`)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-')
    expect(new TextDecoder('latin1').decode(bytes)).toContain('NotoSansSC')
  })

  it('says in the preview what it says on paper, in words too', async () => {
    const layout = (await admin.get(`records/note/print?ids=${note}&format=layout`, { 'accept-language': 'zh' })).json
    expect(layout.pages).toHaveLength(1)
    expect(JSON.stringify(layout)).toContain('155.54')
    expect(JSON.stringify(layout)).toContain('壹佰伍拾伍元伍角肆分')
  })

  it('does not print records of others', async () => {
    const parties = (await admin.get('records/party')).json.rows as { id: string; title: string }[]
    const south = parties.find((each) => each.title === 'Southern')!.id
    expect((await clerk.get(`records/party/print?ids=${south}&format=layout`)).status).toBe(404)
  })
})

describe('what a role hides', () => {
  it.each([
    () => 'records/note/export?format=csv',
    () => 'records/item/export?format=csv&search=Ink',
    () => 'records/party/export?format=csv',
    () => `records/note/print?ids=${note}&format=layout`,
    () => 'reports/held/export?format=csv',
    () => 'reports/held/print?format=layout',
    () => 'reports/held',
    () => 'reports/held/origin?column=quantity',
  ])('is absent from %s', async (path) => {
    const { status, text } = await clerk.get(path())
    expect([path(), status]).toEqual([path(), 200])
    expect(clerkSecrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text.length).toBeGreaterThan(10)
  })
})
