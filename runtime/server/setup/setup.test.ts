import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfiguration } from '../configuration.ts'
import { notesTemplate } from '../fixture/notes-template.fixture.ts'
import { TestClient, type TestResponse } from '../fixture/test-client.fixture.ts'
import { STARTING } from '../fixture/test-server.fixture.ts'
import { startServer, type RunningServer } from '../main.ts'

const TOKEN = 'a-token-that-the-terminal-shows'
const more = {
  'template.json': {
    kind: 'template',
    name: 'notes',
    version: '1.0.0',
    label: '便笺',
    titleSetting: 'paperHead',
    firstRun: { settings: ['paperHead'], roles: ['clerk'], records: 'first' },
  },
  'profiles/plain.json': { kind: 'profile', name: 'plain', label: '简单', sample: 'people' },
  'profiles/bare.json': { kind: 'profile', name: 'bare', label: '空白' },
  'samples/first.json': {
    kind: 'sample',
    name: 'first',
    help: '一瓶墨水',
    steps: [{ name: 'ink', do: 'save', entity: 'item', values: { code: 'I0', name: { zh: '墨水', en: 'Ink' } } }],
  },
  'settings/paper.json': {
    kind: 'settings',
    name: 'paper',
    fields: [{ name: 'paperHead', label: '抬头', type: 'text', maximumLength: 20 }],
  },
}
const whole = {
  template: 'notes',
  profile: 'plain',
  sample: true,
  settings: { paperHead: '明灯' },
  administrator: { name: '周明', login: 'zhou', password: 'seven lamps burn' },
}

let root: string
let server: RunningServer

async function start(token: string | undefined): Promise<void> {
  server = await startServer({
    ...readConfiguration({}),
    dataDirectory: join(root, 'data'),
    port: 0,
    logger: pino({ level: 'silent' }),
    setup: { templates: join(root, 'templates'), token },
  })
}
const client = (): TestClient => new TestClient(server.url, 'main')
const knock = { 'formwork-setup': TOKEN }
const send = (body: unknown, headers: Record<string, string> = knock): Promise<TestResponse> =>
  client().send('POST', '/setup/api/', { body, headers })

async function untilDone(): Promise<TestResponse['json']> {
  for (;;) {
    const { json } = await client().send('GET', '/setup/api/progress', { headers: knock })
    if (json.state !== 'making') return json
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'formwork-setup-'))
  const files = new Map(notesTemplate.map(({ path, text }) => [path, text]))
  for (const [path, definition] of Object.entries(more)) files.set(path, JSON.stringify(definition))
  for (const [path, text] of files) {
    const file = join(root, 'templates/notes', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
})
afterEach(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

describe('the first run', () => {
  it(
    'offers what the template defines, makes the workspace once, and its first person signs in',
    async () => {
      await start(TOKEN)
      expect((await client().send('GET', '/')).headers.location).toBe('/setup')
      const { json } = await client().send('GET', '/setup/api/choices', { headers: knock })
      expect(json.templates).toMatchObject([
        {
          name: 'notes',
          profiles: [
            { name: 'bare', label: '空白', sample: null },
            { name: 'plain', label: '简单', sample: { name: 'people' } },
          ],
          records: { name: 'first', help: '一瓶墨水' },
          settings: [{ name: 'paperHead', label: '抬头', maximumLength: 20 }],
        },
      ])
      const answers = await Promise.all([send(whole), send(whole)])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
      const made = await untilDone()
      expect(made).toMatchObject({ state: 'made', workspace: 'main' })
      expect(made.total).toBeGreaterThan(1)
      expect(made.done).toBe(made.total)
      const first = client()
      expect((await first.signIn('zhou', 'seven lamps burn')).status).toBe(201)
      const me = (await first.get('session')).json
      expect(me).toMatchObject({ person: { name: '周明', login: 'zhou' }, title: '明灯', mayConfigure: true })
      expect((await first.get('modules')).json.profile).toBe('plain')
      expect(JSON.stringify((await first.get('settings')).json)).toContain('明灯')
      // Nobody of the sample has a password, and the door is shut.
      expect((await client().signIn('admin')).status).toBe(401)
      expect((await send(whole)).json.code).toBe('setup-closed')
    },
    STARTING,
  )

  it(
    'is for whoever has the token, from a page of its own',
    async () => {
      await start(TOKEN)
      for (const headers of [{}, { 'formwork-setup': '' }, { 'formwork-setup': 'guessed' }] as Record<string, string>[]) {
        expect((await send(whole, headers)).json.code).toBe('setup-refused')
        expect((await client().send('GET', '/setup/api/choices', { headers })).status).toBe(403)
        expect((await client().send('GET', '/setup/api/progress', { headers })).status).toBe(403)
      }
      expect((await client().send('GET', '/setup/api/')).json).toEqual({ asksToken: true, state: 'open' })
      expect((await send(whole, { ...knock, 'sec-fetch-site': 'cross-site' })).json.code).toBe('csrf-refused')
      expect((await send(whole, { ...knock, origin: 'http://elsewhere.example' })).json.code).toBe('csrf-refused')
    },
    STARTING,
  )

  it(
    'refuses what would fail after the work, and names the input',
    async () => {
      await start(TOKEN)
      const administrator = whole.administrator
      const cases: [unknown, string, string | undefined][] = [
        [{ ...whole, template: '../../etc' }, 'definition-not-found', 'template'],
        [{ ...whole, profile: 'none' }, 'required', 'profile'],
        [{ ...whole, settings: {} }, 'required', 'settings/paperHead'],
        [{ ...whole, settings: { paperHead: '长'.repeat(21) } }, 'too-long', 'settings/paperHead'],
        [{ ...whole, settings: { paperHead: '明灯', other: 1 } }, 'unknown-setting', 'settings/other'],
        [{ ...whole, administrator: { ...administrator, password: '12345678' } }, 'weak-password', 'administrator/password'],
        [{ ...whole, administrator: { ...administrator, login: 'two words' } }, 'bad-format', 'administrator/login'],
        [{ ...whole, administrator: { ...administrator, name: '  ' } }, 'required', 'administrator/name'],
        [{ ...whole, administrator: { ...administrator, roles: ['administrator'] } }, 'unknown-field', 'roles'],
        [{ ...whole, name: 'other' }, 'unknown-field', 'name'],
        [[], 'bad-request', undefined],
        [null, 'bad-request', undefined],
      ]
      for (const [body, code, path] of cases) {
        const { json } = await send(body)
        const [finding] = json.errors ?? [json]
        expect([json.code === code || finding.code === code, finding.path], JSON.stringify(json)).toEqual([true, path])
      }
      expect(await server.workspaces.names()).toEqual([])
      expect((await client().send('GET', '/setup/api/progress', { headers: knock })).json.state).toBe('open')
    },
    STARTING,
  )

  it(
    'begins empty beside a demo, as often as wanted, without a token',
    async () => {
      await start(undefined)
      for (const [workspace, language, name] of [
        ['main', 'zh-CN', '墨水'],
        ['main-2', 'en', 'Ink'],
      ] as const) {
        expect((await send({ ...whole, profile: 'bare' }, { 'accept-language': language })).status).toBe(202)
        expect(await untilDone()).toMatchObject({ state: 'made', workspace, total: 1 })
        const first = new TestClient(server.url, workspace)
        expect((await first.signIn('zhou', 'seven lamps burn')).status).toBe(201)
        // Nothing but what nobody can begin without, in the words of whoever began.
        expect((await first.get('records/item')).json.rows).toMatchObject([{ values: { code: 'I0', name } }])
      }
    },
    STARTING,
  )
})

describe('a server without a first run', () => {
  it('has no such door', async () => {
    server = await startServer({ ...readConfiguration({}), dataDirectory: join(root, 'data'), port: 0, logger: pino({ level: 'silent' }) })
    expect((await client().send('GET', '/setup/api/')).status).toBe(404)
    expect((await client().send('GET', '/setup')).status).toBe(404)
    expect((await send(whole)).status).toBe(404)
  })
})
