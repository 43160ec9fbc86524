import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servicesTemplate } from './fixture/services-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

/** What somebody puts where a name, an id or a value belongs. */
const NASTY: readonly string[] = [
  '%ff',
  '%',
  '%00',
  '%ED%A0%80',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  'toString',
  '1e3',
  '-1',
  '9'.repeat(30),
  '9223372036854775808',
  "'%20or%201=1--",
  '{}',
  'null',
  'a'.repeat(3_000),
]

/** Those that a parameter may stumble over. */
const PARAMETERS: ReadonlySet<string> = new Set(['%ff', 'constructor', '1e3', '-1', '9223372036854775808', '{}'])

/** Figures and texts that a program lets slip when it stumbles. */
const SLIPS = /SQLITE|syntax error|node:internal|at \w+ \(|\/runtime\/|Cannot read prop|is not a function/

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { parameters?: readonly { name: string; in: string }[] }>>>>
}

let test: TestServer
let admin: TestClient
let clerk: TestClient
let routes: { method: string; path: string; parameters: string[] }[]
beforeAll(async () => {
  test = await startTestServer({ files: servicesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  const { paths } = (await admin.get('openapi.json')).json as Described
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method,
      path: path.replace(/^\/w\/[^/]+\/api\//, '').replace(/^\//, ''),
      parameters: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
    })),
  )
}, STARTING)
afterAll(() => test.close())

const isListened = ({ path }: { path: string }): boolean => path.endsWith('events')
const filled = (path: string, value: string): string => path.replace(/\{[^}]+\}/g, value)
const likely = (path: string): string =>
  filled(path.replace('{entity}', 'item').replace('{ledger}', 'holding').replace('reports/{name}', 'reports/held'), '1')

describe('every door that reads', () => {
  it('answers what nobody should ask with a refusal of its own', async () => {
    const stumbled: string[] = []
    for (const { method, path, parameters } of routes.filter((route) => !isListened(route))) {
      if (method !== 'get') continue
      for (const value of NASTY) {
        const asked = path.includes('{') ? [filled(path, value)] : []
        const parametrized = PARAMETERS.has(value) ? parameters.map((name) => `${likely(path)}?${name}=${value}`) : []
        for (const each of [...asked, ...parametrized]) {
          const { status, text } = await clerk.get(each)
          if (status >= 500 || SLIPS.test(text)) stumbled.push(`${each.slice(0, 120)} ${status} ${text.slice(0, 120)}`)
        }
      }
    }
    expect(stumbled).toEqual([])
  }, 120_000)

  it('refuses parameters said twice, laid in brackets, named like a prototype, or holding NUL', async () => {
    const refused = async (path: string): Promise<unknown> => {
      const { status, json } = await admin.get(path)
      return [status, json.code]
    }
    for (const { method, path, parameters } of routes.filter((route) => !isListened(route) && route.parameters.length > 0)) {
      if (method !== 'get') continue
      const [name] = parameters
      expect(await refused(`${likely(path)}?${name}=1&${name}=2`)).toEqual([400, 'bad-request'])
      expect(await refused(`${likely(path)}?__proto__=1`)).toEqual([400, 'forbidden-key'])
      expect(await refused(`${likely(path)}?${name}=a%00b`)).toEqual([422, 'bad-format'])
    }
  }, 60_000)
})

describe('every command', () => {
  const bodies: readonly [string, string][] = [
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['an unknown property', '{"isAdministrator":true}'],
    ['a prototype', '{"__proto__":{}}'],
    ['NUL', '{"entity":"a\\u0000b","name":"\\u0000"}'],
    ['half a pair', '{"entity":"\\ud800"}'],
    ['a deep body', `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`],
  ]

  it('refuses what is no body of it', async () => {
    const commands = routes.filter(({ path, method }) => method === 'post' && path.startsWith('commands/'))
    expect(commands.length).toBeGreaterThan(50)
    for (const { path } of commands) {
      for (const [what, raw] of bodies) {
        const { status, text } = await clerk.send('POST', path, { raw, headers: { 'content-type': 'application/json' } })
        const isAnswered = status < 500 && !SLIPS.test(text) && (status >= 400 || ['nothing'].includes(what))
        expect([path, what, isAnswered, status]).toEqual([path, what, true, status])
      }
    }
  }, 120_000)

  it('that the server asks itself is not there for anybody else', async () => {
    const internal = ['register-file', 'open-session', 'close-session', 'run-automation', 'judge-alerts', 'claim-jobs', 'make-batch-record']
    for (const name of [...internal, 'forget-expired', 'seal-audit', 'mark-demo', 'tell-batch']) {
      expect([name, (await admin.command(name, {})).status]).toEqual([name, 404])
    }
  })

  it('that changes the workspace needs the right to', async () => {
    const asked: readonly [string, unknown][] = [
      ['save-settings', { values: {} }],
      ['switch-modules', { modules: {} }],
      ['choose-profile', { profile: 'x' }],
      ['save-webhook', { name: 'x', channel: 'incoming', secret: '12345678' }],
      ['remove-webhook', { name: 'x' }],
      ['retry-job', { job: '1' }],
      ['refresh-alerts', {}],
      ['save-definitions', { release: 1, files: [{ path: 'a/entity.json', text: null, revision: 0 }] }],
      ['discard-definitions', { files: [{ path: 'a/entity.json', revision: 1 }] }],
      ['publish', { release: 1, revision: 0, comment: 'mine' }],
      ['restore-release', { restore: 1, release: 1, comment: 'mine' }],
    ]
    const again = await test.signedIn('clerk')
    for (const [name, body] of asked) {
      const { status } = await again.command(name, body)
      expect([name, status]).toEqual([name, 403])
    }
    const read = ['settings', 'webhooks', 'automation-runs', 'design', 'design/releases', 'design/people', 'design/preview']
    for (const path of read) expect([path, (await again.get(path)).status]).toEqual([path, 403])
  })
})

describe('every other door that takes a body', () => {
  const posts = () => routes.filter(({ path, method }) => method === 'post' && !/^(commands|hooks)\//.test(path) && path !== 'files')

  it('refuses what is no body of it', async () => {
    const stumbled: string[] = []
    const bodies = ['', 'null', '[]', '"x"', '1', '{"texts":null}', '{"texts":[1,null]}', '{"files":[{"path":1}]}', '{"bodies":[null]}']
    for (const { path } of posts()) {
      for (const raw of bodies) {
        const { status, text } = await admin.send('POST', likely(path), { raw, headers: { 'content-type': 'application/json' } })
        const mayBeEmpty = raw === '' || raw === 'null'
        if (status >= 500 || SLIPS.test(text) || (status < 400 && !mayBeEmpty)) {
          stumbled.push(`${path} ${raw} ${status} ${text.slice(0, 120)}`)
        }
      }
    }
    expect(posts().length).toBeGreaterThan(12)
    expect(stumbled).toEqual([])
  }, 60_000)

  it('refuses what is packed, and reads nothing large of somebody unknown', async () => {
    const packed = { raw: gzipSync('{}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }
    expect((await admin.send('POST', 'commands/save', packed)).json.code).toBe('unsupported-media-type')
    const large = { raw: JSON.stringify({ login: 'x'.repeat(3_000_000) }), headers: { 'content-type': 'application/json' } }
    expect((await test.client().send('POST', 'session', large)).json).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('16 KB'),
    })
    expect((await test.client().send('POST', 'commands/save', { ...large, raw: '{' })).status).toBe(401)
  })
})

describe('calls from outside', () => {
  const secret = 'a secret of theirs'
  const call = (name: string, body: Buffer, headers: Record<string, string> = {}) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.one.`).update(body).digest('hex')}`
    const sent = { 'x-formwork-timestamp': timestamp, 'x-formwork-signature': signature, 'x-formwork-delivery': 'one' }
    return test.client().send('POST', `hooks/${name}`, { raw: body, headers: { 'content-type': 'application/json', ...sent, ...headers } })
  }

  it('are refused alike whatever is wrong, too large, or packed', async () => {
    await admin.command('save-webhook', { name: 'known', channel: 'incoming', secret })
    const wrong = await call('known', Buffer.from('{}'), { 'x-formwork-signature': `sha256=${'0'.repeat(64)}` })
    const unknown = await call('unknown', Buffer.from('{}'))
    expect([wrong.status, wrong.json.code]).toEqual([unknown.status, unknown.json.code])
    expect(wrong.status).toBe(401)
    expect((await call('known', Buffer.alloc(2_000_000))).status).toBe(413)
    expect((await call('known', gzipSync('{}'), { 'content-encoding': 'gzip' })).status).toBe(415)
    expect((await call('known', Buffer.from('{}'), { 'x-formwork-delivery': '../../x' })).status).toBe(401)
    expect((await call('known', Buffer.from('{}'), { 'x-formwork-delivery': 'two' })).status).toBe(401)
    expect((await call('known', Buffer.from('{}'), { 'x-formwork-timestamp': '1' })).status).toBe(401)
    expect((await call('known', Buffer.from('{"a":1,"a":2}'))).json.code).toBe('duplicate-key')
  })

  it('set off only what is meant to be', async () => {
    expect((await call('known', Buffer.from('{}'))).status).toBe(404)
  })
})

describe('sessions', () => {
  it('are begun anew at each sign-in, whatever cookie came along', async () => {
    const guest = test.client()
    guest.cookie = 'formwork_session=chosen-by-somebody-else-0123456789'
    const signed = await guest.signIn('clerk')
    expect(guest.cookie).not.toContain('chosen')
    expect(String(signed.headers['set-cookie'])).toMatch(/Path=\/w\/one\/; HttpOnly; SameSite=Lax/)
  })

  it('are the same for logins that differ in form only', async () => {
    for (const login of ['ＣＬＥＲＫ', ' Clerk ', 'clerk']) {
      const { status } = await test.client().signIn(login, 'wrong')
      expect(status).toBe(401)
    }
    const forms = Array.from({ length: 12 }, (_, index) => ['ＣＬＥＲＫ', ' Clerk ', 'clerk'][index % 3]!)
    const answers = await Promise.all(forms.map((login) => test.client().signIn(login, 'wrong')))
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThan(6)
    expect(answers.some(({ status }) => status === 429)).toBe(true)
  })
})
