import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clerkSecrets, notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient, TestResponse } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

/** The clerk may share notes; whoever fills one in sees the parties of the north, items without what they cost, and no note. */
function withAskers(text: string): string {
  const definition = JSON.parse(text) as { roles: { name: string; grants: { name: string; operations: string[] }[] }[] }
  definition.roles
    .find(({ name }) => name === 'clerk')!
    .grants.find(({ name }) => name === 'notes')!
    .operations.push('share')
  const asker = {
    name: 'asker',
    label: { zh: '外部填表人', en: 'Somebody outside' },
    public: true,
    grants: [
      { name: 'notes', resource: 'note', operations: ['create'], readOnly: ['lines.linePrice'] },
      { name: 'items', resource: 'item', operations: ['view'], hide: ['ownCost'] },
      { name: 'parties', resource: 'party', operations: ['view'], hide: ['creditMark'], rows: '=region = "north"' },
    ],
  }
  const looker = { ...asker, name: 'looker', grants: [{ name: 'notes', resource: 'note', operations: ['view'] }] }
  return JSON.stringify({ ...definition, roles: [...definition.roles, asker, looker] })
}

/** A note takes a picture, small papers of one kind, and a proof in each row. */
function withFiles(text: string): string {
  const definition = JSON.parse(text) as { fields: { name: string; fields?: object[] }[] }
  definition.fields.find(({ name }) => name === 'lines')!.fields!.push({ name: 'proof', label: 'Proof', type: 'attachment' })
  const photo = { name: 'photo', label: 'Photo', type: 'image' }
  const papers = { name: 'papers', label: 'Papers', type: 'attachment', accept: ['pdf', 'txt'], maximumBytes: 200 }
  return JSON.stringify({ ...definition, fields: [...definition.fields, photo, papers] })
}

const changed: Readonly<Record<string, (text: string) => string>> = { 'roles.json': withAskers, 'note/entity.json': withFiles }
const files: readonly DefinitionFile[] = notesTemplate.map(({ path, text }) => ({ path, text: changed[path]?.(text) ?? text }))
const FIELDS = ['party', 'remark', 'lines.article', 'lines.quantity']

let test: TestServer
let admin: TestClient
let clerk: TestClient
let stranger: TestClient
let ink: string
let north: string
let south: string
let first: string
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people', trustedProxies: 1 })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  stranger = test.client()
  const idOf = async (entity: string, title: string): Promise<string> =>
    (await admin.get(`records/${entity}`)).json.rows.find((row: { title: string }) => row.title === title).id
  ;[ink, north, south, first] = await Promise.all([
    idOf('item', 'Ink'),
    idOf('party', 'Northern'),
    idOf('party', 'Southern'),
    idOf('note', 'N000001'),
  ])
}, STARTING)
afterAll(() => test.close())

interface Made {
  id: string
  token: string
  expiresAt: number
}
const make = async (client: TestClient, body: object = {}): Promise<Made> => {
  const { status, json } = await client.command('create-public-form', { entity: 'note', role: 'asker', fields: FIELDS, ...body })
  expect([status, json.code, json.message]).toEqual([200, undefined, undefined])
  return json as Made
}
let visitors = 0
/** From an address of its own, so that one case does not use up the tries of another. */
const from = (): Record<string, string> => ({ 'x-forwarded-for': `10.0.${Math.floor(++visitors / 250)}.${visitors % 250}` })
const filled = (values: object = {}): object => ({
  values: { party: north, remark: 'from outside', ...values },
  lines: { lines: [{ do: 'insert', ref: 'a', values: { article: ink, quantity: '3' } }] },
})
const answer = (token: string, changes: unknown = filled(), more: object = {}, headers = from()): Promise<TestResponse> =>
  stranger.post(`public-forms/${token}`, { key: randomUUID(), changes, ...more }, headers)
const notes = async (): Promise<{ id: string; number: string; status: string }[]> => (await admin.get('records/note?limit=100')).json.rows
const codes = ({ json }: TestResponse): unknown[] => [json?.code, ...((json?.errors ?? []) as { code: string }[]).map(({ code }) => code)]

describe('a public form', () => {
  it('asks for its fields alone, and tells nothing of how they are computed or of anybody else', async () => {
    const { token } = await make(clerk, { title: 'Order', note: 'Please tell us', thanks: 'Thank you' })
    const { status, json, text, headers } = await stranger.get(`public-forms/${token}`, from())
    expect(status).toBe(200)
    expect(json).toMatchObject({ title: 'Order', note: 'Please tell us', entity: { name: 'note' } })
    const [party, remark, lines] = json.entity.fields
    expect(json.entity.fields.map(({ name }: { name: string }) => name)).toEqual(['party', 'remark', 'lines'])
    expect([party.required, remark.required]).toEqual([true, undefined])
    expect(lines.fields.map(({ name }: { name: string }) => name)).toEqual(['article', 'quantity'])
    for (const secret of [...clerkSecrets, 'Northern', 'Southern', 'N000001', 'Ink', '=']) {
      expect([secret, text.includes(secret)]).toEqual([secret, false])
    }
    expect(headers['x-robots-tag']).toContain('noindex')
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('offers what its role and its maker may see, and no record beside', async () => {
    const { token } = await make(admin)
    const look = (field: string, text = ''): Promise<TestResponse> =>
      stranger.get(`public-forms/${token}/lookup?field=${field}&text=${text}`, from())
    expect((await look('party')).json).toEqual({ rows: [{ id: north, title: 'Northern' }] })
    expect((await look('party', 'South')).json).toEqual({ rows: [] })
    expect((await look('lines.article')).json).toEqual({ rows: [{ id: ink, title: 'Ink' }] })
    for (const field of ['lines.carrier', 'remark', 'creditMark', 'lines', '__proto__', 'party.region', '']) {
      expect([field, codes(await look(field))[0]]).toEqual([field, 'unknown-field'])
    }
  })

  it('makes a draft that belongs to whoever made the form, who is told; the answer says thanks and nothing else', async () => {
    const before = (await notes()).length
    const { id, token } = await make(clerk, { thanks: 'Thank you' })
    const { status, text } = await answer(token)
    expect([status, text]).toEqual([200, '{"thanks":"Thank you"}'])
    const rows = await notes()
    expect(rows.length).toBe(before + 1)
    const made = (await admin.get(`records/note/${rows.find(({ number }) => number !== 'N000001')!.id}`)).json
    expect(made).toMatchObject({ status: 'draft', values: { remark: 'from outside', party: north } })
    expect(made.lines.lines[0].values).toMatchObject({ article: ink, quantity: '3.000' })
    const notice = (await clerk.get('notices')).json.rows.find(({ kind }: { kind: string }) => kind === 'answer')
    expect(notice.record.id).toBe(made.id)
    const { entries } = (await admin.get(`records/note/${made.id}/timeline`)).json
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['answer-public-form', 'create']))
    const mine = (await clerk.get('public-forms?entity=note')).json
    expect(mine.forms.find((form: { id: string }) => form.id === id)).toMatchObject({ answered: 1, state: 'open' })
    expect((await admin.get('public-forms')).json.forms.some((form: { id: string }) => form.id === id)).toBe(false)
  })

  it('takes no field beside its own, no record that is there, and no row that is not offered', async () => {
    const before = (await notes()).length
    const { token } = await make(admin)
    const line = (values: object, more: object = {}) => ({
      values: { party: north },
      lines: { lines: [{ do: 'insert', ref: 'a', values, ...more }] },
    })
    const tries: [unknown, string][] = [
      [filled({ date: '2020-01-01' }), 'unknown-field'],
      [filled({ status: 'posted' }), 'unknown-field'],
      [filled({ owner: '1' }), 'unknown-field'],
      [filled({ creditMark: 'x' }), 'unknown-field'],
      [filled({ wholeSum: '1' }), 'unknown-field'],
      [line({ article: ink, quantity: '1', linePrice: '0' }), 'unknown-field'],
      [line({ article: ink, quantity: '1', carrier: north }), 'unknown-field'],
      [{ values: { party: north }, lines: { others: [] } }, 'unknown-field'],
      [{ values: { party: north }, lines: { lines: [{ do: 'update', id: '1', values: { quantity: '9' } }] } }, 'unknown-field'],
      [{ values: { party: north }, lines: { lines: [{ do: 'remove', id: '1' }] } }, 'unknown-field'],
      [filled({ party: south }), 'unknown-record'],
      [filled({ party: first }), 'unknown-record'],
      [filled({ party: null }), 'required'],
      [line({ article: ink, quantity: '0' }), 'too-small'],
      [{ values: { party: north }, lines: { lines: Array.from({ length: 101 }, () => ({ do: 'insert', values: {} })) } }, 'too-many-items'],
    ]
    for (const [changes, code] of tries) {
      const refused = await answer(token, changes)
      expect([changes, refused.status >= 400, codes(refused)]).toEqual([changes, true, expect.arrayContaining([code])])
    }
    for (const body of [{ id: first, version: 1 }, { entity: 'party' }, { do: 'submit' }, { person: '1' }]) {
      expect([body, (await answer(token, filled(), body)).status]).toEqual([body, 422])
    }
    expect((await notes()).length).toBe(before)
  })

  it('opens no other door', async () => {
    const { token } = await make(admin)
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `formwork_session=${token}` }]
    for (const headers of ways) {
      expect((await stranger.get('records/item', headers)).status).toBe(401)
      expect((await stranger.command('save', { entity: 'note', changes: filled() }, headers)).status).toBe(401)
    }
    expect((await stranger.get(`public/${token}`, from())).json.code).toBe('not-found')
    expect((await admin.command('answer-public-form', { token: 'x', key: 'abcdefgh', changes: {} })).json.code).toBe('not-found')
    const shared = await stranger.post(
      `public-forms/${token}`,
      { key: randomUUID(), changes: filled() },
      { ...from(), origin: 'http://evil.example' },
    )
    expect(shared.json.code).toBe('csrf-refused')
    const posted = await stranger.send('POST', `public-forms/${token}`, {
      raw: 'key=abcdefgh',
      headers: { ...from(), 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(posted.status).toBe(415)
  })

  it('is nothing to who guesses or alters', async () => {
    const { token } = await make(admin)
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
    for (const wrong of [altered, 'a'.repeat(43), '__proto__', `${token}%20`, token.slice(1)]) {
      expect([wrong, (await stranger.get(`public-forms/${wrong}`, from())).status]).toEqual([wrong, 404])
      expect([wrong, (await answer(wrong)).status]).toEqual([wrong, 404])
    }
  })

  it('is one answer however often it is sent, and none when it has had as many as it wants', async () => {
    const before = (await notes()).length
    const { token } = await make(admin, { answers: 2 })
    const key = randomUUID()
    const twice = await Promise.all([answer(token, filled(), { key }), answer(token, filled(), { key })])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    expect((await notes()).length).toBe(before + 1)
    const many = await Promise.all(Array.from({ length: 5 }, () => answer(token)))
    expect(many.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410])
    expect((await notes()).length).toBe(before + 2)
    expect((await stranger.get(`public-forms/${token}`, from())).json.code).toBe('form-full')
  })

  it('does not count what was refused', async () => {
    const { id, token } = await make(admin, { answers: 1 })
    expect((await answer(token, filled({ party: null }))).status).toBe(422)
    expect((await answer(token)).status).toBe(200)
    expect((await admin.get('public-forms')).json.forms.find((form: { id: string }) => form.id === id)).toMatchObject({
      answered: 1,
      state: 'full',
    })
  })

  it('ends when it is taken back, by its maker alone, and when its day has come', async () => {
    const { id, token } = await make(clerk)
    expect((await admin.command('revoke-public-form', { id })).json.code).toBe('unknown-record')
    expect((await clerk.command('revoke-public-form', { id })).status).toBe(200)
    expect((await stranger.get(`public-forms/${token}`, from())).json.code).toBe('link-ended')
    expect((await answer(token)).json.code).toBe('link-ended')
    const other = await make(clerk)
    const database = new Database(join(test.root, 'one', 'workspace.db'))
    database.prepare('update public_form set expires_at = ? where id = ?').run(Date.now() - 1, Number(other.id))
    database.close()
    expect((await answer(other.token)).json.code).toBe('link-ended')
    expect((await stranger.get(`public-forms/${other.token}/lookup?field=party`, from())).json.code).toBe('link-ended')
  })

  it('is not made by who may not, for a role that is not for it, or without what a record needs', async () => {
    const visitor = await test.signedIn('visitor')
    const tries: [TestClient, object, string][] = [
      [visitor, {}, 'not-permitted'],
      [clerk, { role: 'clerk' }, 'not-an-option'],
      [clerk, { role: 'administrator' }, 'not-an-option'],
      [clerk, { role: 'looker' }, 'not-an-option'],
      [clerk, { role: '__proto__' }, 'not-an-option'],
      [clerk, { entity: 'party', fields: ['name'] }, 'not-permitted'],
      [clerk, { fields: [...FIELDS, 'wholeSum'] }, 'unknown-field'],
      [clerk, { fields: [...FIELDS, 'creditMark'] }, 'unknown-field'],
      [clerk, { fields: [...FIELDS, 'lines.linePrice'] }, 'unknown-field'],
      [admin, { fields: [...FIELDS, 'lines.linePrice'] }, 'unknown-field'],
      [clerk, { fields: ['remark'] }, 'required'],
      [clerk, { fields: ['party', 'lines.article'] }, 'required'],
    ]
    for (const [client, body, code] of tries) {
      const { json } = await client.command('create-public-form', { entity: 'note', role: 'asker', fields: FIELDS, ...body })
      expect([body, json.code]).toEqual([body, code])
    }
    for (const body of [{ days: 0 }, { days: 91 }, { answers: 0 }, { answers: 1001 }, { fields: [] }]) {
      const { status } = await clerk.command('create-public-form', { entity: 'note', role: 'asker', fields: FIELDS, ...body })
      expect([body, status]).toEqual([body, 422])
    }
    const roles = (await clerk.get('public-forms?entity=note')).json.roles
    expect(roles.map(({ name }: { name: string }) => name)).toEqual(['asker'])
    expect(roles[0].fields).not.toContain('lines.linePrice')
    expect((await visitor.get('public-forms?entity=note')).json.roles).toEqual([])
  })

  it('takes what a machine fills in for thanks, and keeps nothing of it', async () => {
    const before = (await notes()).length
    const { token } = await make(admin)
    expect((await answer(token, filled(), { website: 'http://spam.example' })).status).toBe(200)
    expect((await notes()).length).toBe(before)
  })

  it('has few tries a minute from one address, and small bodies', async () => {
    const { token } = await make(admin)
    const headers = from()
    const answers: number[] = []
    for (let index = 0; index < 12; index++) answers.push((await answer('b'.repeat(43), {}, {}, headers)).status)
    expect(answers.at(-1)).toBe(429)
    expect((await answer(token, filled({ remark: 'x'.repeat(70_000) }))).status).toBe(413)
  })

  it('ends with the account of its maker', async () => {
    const { token } = await make(clerk)
    const people = (await admin.get('records/person')).json.rows as { id: string; title: string }[]
    const { id } = people.find(({ title }) => title.includes('陈'))!
    const { version } = (await admin.get(`records/person/${id}`)).json
    expect((await admin.command('disable', { entity: 'person', id, version })).status).toBe(200)
    expect((await answer(token)).json.code).toBe('link-ended')
  })
})

describe('files for a public form', () => {
  const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const PAPER = Buffer.from('%PDF-1.4 a paper')
  const visit = 'c'.repeat(32)
  const send = (token: string, query: Record<string, string>, raw: Buffer = PICTURE, headers: object = {}): Promise<TestResponse> => {
    const asked = new URLSearchParams({ name: 'a.png', field: 'photo', visit, ...query })
    const type = { 'content-type': 'application/octet-stream' }
    return stranger.send('POST', `public-forms/${token}/files?${asked}`, { raw, headers: { ...type, ...from(), ...headers } })
  }
  const sent = async (token: string, query: Record<string, string> = {}, raw?: Buffer): Promise<string> => {
    const { status, json } = await send(token, query, raw)
    expect([status, json.message]).toEqual([201, undefined])
    return json.id as string
  }
  const withPhoto = (photo: unknown, more: object = {}): object => filled({ photo, ...more })
  const stored = async (): Promise<number> =>
    (await readdir(test.root, { recursive: true, withFileTypes: true })).filter(
      (each) => each.isFile() && each.parentPath.includes('files'),
    ).length
  let token: string
  beforeAll(async () => {
    token = (await make(admin, { fields: [...FIELDS, 'photo', 'papers', 'lines.proof'], answers: 1000 })).token
  })

  it('are asked for with their limits, and lie in the record of the answer, for who may see that', async () => {
    const { fields } = (await stranger.get(`public-forms/${token}`, from())).json.entity
    const papers = fields.find(({ name }: { name: string }) => name === 'papers')
    expect(papers).toMatchObject({ accept: ['pdf', 'txt'], maximumBytes: 200 })
    const ids = { photo: await sent(token), papers: await sent(token, { field: 'papers', name: 'a.pdf' }, PAPER) }
    const proof = await sent(token, { field: 'lines.proof', name: '../../etc/p<a>.pdf' }, PAPER)
    const before = (await notes()).length
    const changes = {
      values: { party: north, photo: [ids.photo], papers: [ids.papers] },
      lines: { lines: [{ do: 'insert', ref: 'a', values: { article: ink, quantity: '3', proof: [proof] } }] },
    }
    expect((await answer(token, changes, { visit })).status).toBe(200)
    const all = await notes()
    expect(all.length).toBe(before + 1)
    const { json } = await admin.get(`files?ids=${ids.photo},${ids.papers},${proof}`)
    expect(json.files.map(({ name, mediaType }: { name: string; mediaType: string }) => [name, mediaType])).toEqual([
      ['a.png', 'image/png'],
      ['a.pdf', 'application/pdf'],
      ['p<a>.pdf', 'application/pdf'],
    ])
    expect((await stranger.get(`files/${ids.photo}`, from())).status).toBe(401)
    // What lies in one record is not taken into another.
    expect((await answer(token, withPhoto([ids.photo]), { visit })).json.code).toBe('upload-refused')
  })

  it('are refused where they lie about what they are, are too large, or are not asked for; nothing of them is kept', async () => {
    const kept = await stored()
    expect(kept).toBeGreaterThan(1)
    const cases: [Record<string, string>, Buffer, number, string][] = [
      [{}, Buffer.from('<script>alert(1)</script>'), 422, 'upload-refused'],
      [{ name: 'a.svg' }, Buffer.from('<svg onload="alert(1)"/>'), 422, 'upload-refused'],
      [{ name: 'a.pdf' }, PAPER, 422, 'upload-refused'],
      [{ field: 'papers', name: 'a.pdf' }, PICTURE, 422, 'upload-refused'],
      [{ field: 'papers', name: 'a.exe' }, PAPER, 422, 'upload-refused'],
      [{ field: 'papers', name: 'a.pdf' }, Buffer.concat([PAPER, Buffer.alloc(200)]), 413, 'too-large'],
      [{}, Buffer.concat([PICTURE, Buffer.alloc(10 * 1024 * 1024)]), 413, 'too-large'],
      [{ field: 'remark' }, PICTURE, 422, 'unknown-field'],
      [{ field: 'lines.linePrice' }, PICTURE, 422, 'unknown-field'],
      [{ field: '__proto__' }, PICTURE, 422, 'unknown-field'],
      [{ visit: 'short' }, PICTURE, 422, 'required'],
      [{ name: '..' }, PICTURE, 422, 'required'],
    ]
    for (const [query, raw, status, code] of cases) {
      const answered = await send(token, query, raw)
      expect([query, answered.status, codes(answered).includes(code) || answered.json]).toEqual([query, status, true])
    }
    expect((await send(token, {}, PICTURE, { 'content-type': 'multipart/form-data' })).status).toBe(415)
    expect((await send(token, {}, PICTURE, { origin: 'https://elsewhere.example' })).json.code).toBe('csrf-refused')
    expect(await stored()).toBe(kept)
  })

  it('are named by the page that sent them, for their own field, and by nobody else', async () => {
    const own = (await admin.send('POST', 'files?name=own.png', { raw: PICTURE, headers: { 'content-type': 'application/octet-stream' } }))
      .json.id
    const photo = await sent(token, { visit: 'd'.repeat(32) })
    const before = (await notes()).length
    const tries: [object, object][] = [
      [withPhoto([own]), { visit }],
      [withPhoto([photo]), { visit }],
      [withPhoto([photo]), {}],
      [filled({ papers: [photo] }), { visit: 'd'.repeat(32) }],
      [withPhoto([photo, '999999']), { visit: 'd'.repeat(32) }],
      [withPhoto({ id: photo }), { visit: 'd'.repeat(32) }],
      [withPhoto(['../../etc/passwd']), { visit: 'd'.repeat(32) }],
    ]
    for (const [changes, more] of tries) {
      const { status, json } = await answer(token, changes, more)
      expect([changes, status, json.code]).toEqual([changes, 422, 'upload-refused'])
    }
    expect((await notes()).length).toBe(before)
    expect((await answer(token, withPhoto([photo]), { visit: 'd'.repeat(32) })).status).toBe(200)
  })

  it('are ten in one answer', async () => {
    const many = { visit: 'e'.repeat(32) }
    for (let count = 0; count < 10; count++) await sent(token, many)
    expect((await send(token, many)).json.code).toBe('too-many-items')
  })

  it('come in as long as the form is open, as often as one address may', async () => {
    const over = await make(admin, { fields: [...FIELDS, 'photo'], answers: 1 })
    const photo = await sent(over.token)
    expect((await answer(over.token, withPhoto([photo]), { visit })).status).toBe(200)
    expect((await send(over.token, {})).json.code).toBe('form-full')
    const taken = await make(admin, { fields: [...FIELDS, 'photo'] })
    expect((await admin.command('revoke-public-form', { id: taken.id })).status).toBe(200)
    expect((await send(taken.token, {})).json.code).toBe('link-ended')
    expect((await send('b'.repeat(43), {})).status).toBe(404)
    const closed = await make(admin)
    expect((await send(closed.token, {})).json.code).toBe('unknown-field')
    const headers = from()
    const statuses: number[] = []
    for (let count = 0; count < 32; count++) statuses.push((await send('b'.repeat(43), {}, PICTURE, headers)).status)
    expect(statuses.at(-1)).toBe(429)
  })
})
