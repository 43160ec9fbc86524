import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addWorkspace } from './setup/add-workspace.ts'
import { openDemo } from './setup/installation.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { clerkSecrets, notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

/** The clerk may share notes; whoever looks sees neither prices nor what a party owes. */
function withGuests(text: string): string {
  const definition = JSON.parse(text) as { roles: { name: string; grants: { name: string; operations: string[] }[] }[] }
  definition.roles
    .find(({ name }) => name === 'clerk')!
    .grants.find(({ name }) => name === 'notes')!
    .operations.push('share', 'print')
  const hide = ['lines.linePrice', 'lines.lineSum', 'wholeSum', 'creditMark']
  const looking = [
    { name: 'notes', resource: 'note', operations: ['view', 'print'], hide },
    { name: 'items', resource: 'item', operations: ['view'], hide: ['ownCost'] },
  ]
  const guests = { name: 'guest', label: { zh: '外人', en: 'Guest' }, public: true, grants: looking }
  const guestsOfItems = { name: 'shopper', label: { zh: '顾客', en: 'Shopper' }, public: true, grants: looking.slice(1) }
  return JSON.stringify({ ...definition, roles: [...definition.roles, guests, guestsOfItems] })
}

const files: readonly DefinitionFile[] = notesTemplate.map((file) =>
  file.path === 'roles.json' ? { path: file.path, text: withGuests(file.text) } : file,
)

let test: TestServer
let admin: TestClient
let clerk: TestClient
let stranger: TestClient
let note: string
let other: string
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people' })
  await addWorkspace(new WorkspaceDirectory(test.root), createServerRegistry(), {
    name: 'two',
    files,
    place: { dialect: 'sqlite' },
    sample: 'people',
    finish: openDemo,
  })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  stranger = test.client()
  note = (await admin.get('records/note')).json.rows[0].id
  other = (await admin.get('records/party')).json.rows.find((row: { title: string }) => row.title === 'Northern').id
}, STARTING)
afterAll(() => test.close())

interface Made {
  id: string
  token: string
  expiresAt: number
}
const share = async (client: TestClient, body: object = {}): Promise<Made> => {
  const { status, json } = await client.command('create-public-link', { entity: 'note', id: note, role: 'guest', ...body })
  expect([status, json.code]).toEqual([200, undefined])
  return json as Made
}
const codeOf = async (token: string, client = stranger): Promise<unknown> => {
  const { status, json } = await client.get(`public/${token}`)
  return [status, json?.code]
}

describe('a public link', () => {
  it('shows one record on paper to somebody without an account: what its role may see, whoever made it', async () => {
    for (const client of [admin, clerk]) {
      const { token, expiresAt } = await share(client)
      expect(token).toMatch(/^[\w-]{43}$/)
      const { status, text, json, headers } = await stranger.get(`public/${token}`)
      expect(status).toBe(200)
      expect(json.expiresAt).toBe(expiresAt)
      expect(json.layout.title).toContain('N000001')
      expect(text).toContain('Ink')
      for (const secret of [...clerkSecrets, 'Northern']) expect([secret, text.includes(secret)]).toEqual([secret, false])
      expect(headers['x-robots-tag']).toContain('noindex')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it('gives the same as a PDF', async () => {
    const { token } = await share(clerk)
    const response = await fetch(`${test.server.url}/w/one/api/public/${token}?format=pdf`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(new TextDecoder('latin1').decode(await response.arrayBuffer()).slice(0, 5)).toBe('%PDF-')
  })

  it('opens nothing else: no list, no record, no file, no command', async () => {
    const { token } = await share(admin)
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `formwork_session=${token}` }]
    for (const headers of ways) {
      expect((await stranger.get(`records/note/${note}`, headers)).status).toBe(401)
      expect((await stranger.get('records/item', headers)).status).toBe(401)
      expect((await stranger.command('revoke-public-link', { id: '1' }, headers)).status).toBe(401)
    }
    for (const path of [`public/${token}/../records/note`, `public/${token}/..%2frecords%2fnote`, `public/${token}/pdf`]) {
      expect([path, (await stranger.get(path)).status >= 400]).toEqual([path, true])
    }
  })

  it('is nothing to who guesses, alters, or asks at another workspace', async () => {
    const { token } = await share(admin)
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
    for (const wrong of [altered, 'a'.repeat(43), '..%2f..%2fsecret', '%00', '__proto__', `${token}%20`, token.slice(1)]) {
      expect([wrong, await codeOf(wrong)]).toEqual([wrong, [404, 'not-found']])
    }
    expect(await codeOf(token, test.client('two'))).toEqual([404, 'not-found'])
    expect(await codeOf(token, test.client('three'))).toEqual([404, 'not-found'])
    expect((await codeOf(token)) as unknown[]).toEqual([200, undefined])
  })

  it('ends when it is taken back, by its maker alone', async () => {
    const { id, token } = await share(clerk)
    expect((await admin.command('revoke-public-link', { id })).json.code).toBe('unknown-record')
    expect(await codeOf(token)).toEqual([200, undefined])
    expect((await clerk.command('revoke-public-link', { id })).status).toBe(200)
    expect(await codeOf(token)).toEqual([410, 'link-ended'])
  })

  it('lasts a week unless said otherwise, a quarter of a year at most', async () => {
    const DAY = 86_400_000
    const usual = await share(clerk)
    expect(Math.round((usual.expiresAt - Date.now()) / DAY)).toBe(7)
    expect(Math.round(((await share(clerk, { days: 90 })).expiresAt - Date.now()) / DAY)).toBe(90)
    for (const days of [0, -1, 91, 1.5]) {
      const refused = await clerk.command('create-public-link', { entity: 'note', id: note, role: 'guest', days })
      expect([days, refused.status]).toEqual([days, 422])
    }
  })

  it('is over when its day has come', async () => {
    const { id, token } = await share(clerk)
    expect(await codeOf(token)).toEqual([200, undefined])
    const database = new Database(join(test.root, 'one', 'workspace.db'))
    database.prepare('update public_link set expires_at = ? where id = ?').run(Date.now() - 1, Number(id))
    database.close()
    expect(await codeOf(token)).toEqual([410, 'link-ended'])
    expect((await clerk.get('public-links')).json.links.find((link: { id: string }) => link.id === id).state).toBe('expired')
  })

  it('tells its maker what was sent and looked at, and nobody else; never the token', async () => {
    const { id, token } = await share(clerk)
    await codeOf(token)
    await codeOf(token)
    const { json, text } = await clerk.get(`public-links?entity=note&id=${note}`)
    const mine = json.links.find((link: { id: string }) => link.id === id)
    expect(mine).toMatchObject({ entity: 'note', record: note, title: 'N000001', opened: 1, state: 'open', revokedAt: null })
    expect(text).not.toContain(token)
    expect(json.roles.map(({ name }: { name: string }) => name)).toEqual(['guest'])
    expect((await admin.get('public-links')).json.links.some((link: { id: string }) => link.id === id)).toBe(false)
    const { entries } = (await admin.get(`records/note/${note}/timeline`)).json
    const actions = entries.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(expect.arrayContaining(['create-public-link', 'open-public-link']))
  })

  it('is not made by who may not share, for a role that is not public, or for what is not there', async () => {
    const visitor = await test.signedIn('visitor')
    const tries: [TestClient, object, string][] = [
      [visitor, {}, 'unknown-record'],
      [clerk, { role: 'clerk' }, 'not-an-option'],
      [clerk, { role: 'administrator' }, 'not-an-option'],
      [clerk, { role: 'shopper' }, 'not-an-option'],
      [clerk, { role: '__proto__' }, 'not-an-option'],
      [clerk, { id: '999999' }, 'unknown-record'],
      [clerk, { template: 'nothing' }, 'definition-not-found'],
      [clerk, { entity: 'party', id: other }, 'not-permitted'],
      [clerk, { entity: 'nothing' }, 'unknown-entity'],
    ]
    for (const [client, body, code] of tries) {
      const { json } = await client.command('create-public-link', { entity: 'note', id: note, role: 'guest', ...body })
      expect([body, json.code]).toEqual([body, code])
    }
  })

  it('ends with the account of its maker, and with the record', async () => {
    const people = (await admin.get('records/person')).json.rows as { id: string; title: string; version: number }[]
    const { token } = await share(clerk)
    const { id } = people.find(({ title }) => title.includes('陈'))!
    const { version } = (await admin.get(`records/person/${id}`)).json
    expect((await admin.command('disable', { entity: 'person', id, version })).status).toBe(200)
    expect(await codeOf(token)).toEqual([410, 'link-ended'])
  })

  it('has few tries a minute from one address', async () => {
    const answers: number[] = []
    for (let index = 0; index < 70; index++) answers.push((await stranger.get(`public/${'b'.repeat(43)}`)).status)
    expect(answers.at(-1)).toBe(429)
    expect((await clerk.get('session')).status).not.toBe(429)
  })
})
