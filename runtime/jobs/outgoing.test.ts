import { createHmac } from 'node:crypto'
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionFile, servicesTemplate } from '../server/fixture/services-template.fixture.ts'
import type { TestClient } from '../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../server/fixture/test-server.fixture.ts'
import { listen, mails, mailServer } from './mail-server.fixture.ts'
import { isInside } from './outgoing-address.ts'

const automations = [
  {
    kind: 'automation',
    name: 'out',
    on: { event: 'record.created', entity: 'wish' },
    when: '=record.text = "send"',
    actions: [{ name: 'call', do: 'call', webhook: 'partner', values: { text: '=record.text', number: '=record.number' } }],
  },
  {
    kind: 'automation',
    name: 'from-outside',
    on: { webhook: true },
    when: '=body.amount > 0',
    actions: [{ name: 'make', do: 'create', entity: 'wish', values: { text: '=body.text', amount: '=body.amount' } }],
  },
]

const taken: { headers: IncomingHttpHeaders; body: string }[] = []
let failures = 0
const receiver = createHttpServer((request, response) => {
  let body = ''
  request.on('data', (text: Buffer) => (body += text.toString()))
  request.on('end', () => {
    taken.push({ headers: request.headers, body })
    response.writeHead(failures-- > 0 ? 500 : 200).end('{"errcode":0}')
  })
})

let test: TestServer
let admin: TestClient
let clerk: TestClient
let url: string
beforeAll(async () => {
  url = `http://127.0.0.1:${await listen(receiver)}/take`
  process.env.FORMWORK_SMTP_URL = `smtp://127.0.0.1:${await listen(mailServer)}`
  process.env.FORMWORK_MAIL_FROM = 'formwork@example.com'
  test = await startTestServer({
    files: [...servicesTemplate, ...automations.map((each) => definitionFile(`a/${each.name}.json`, each))],
    sample: 'people',
  })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(async () => {
  await test.close()
  receiver.close()
  mailServer.close()
  for (const name of ['FORMWORK_SMTP_URL', 'FORMWORK_MAIL_FROM', 'FORMWORK_ALLOWED_HOSTS']) delete process.env[name]
})

const eventually = async (isTrue: () => Promise<boolean> | boolean) => {
  for (let tries = 0; tries < 400; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came')
}
const wish = (text: string, verb = 'save') => clerk.command(verb, { entity: 'wish', changes: { values: { text } } })

describe('what leaves the workspace', () => {
  it('is configured by who may, and keeps its secret', async () => {
    const body = { name: 'partner', channel: 'webhook', url, secret: 'very-secret' }
    expect((await clerk.command('save-webhook', body)).status).toBe(403)
    expect((await admin.command('save-webhook', body)).status).toBe(200)
    const { text, json } = await admin.get('webhooks')
    expect(text).not.toContain('very-secret')
    expect(json.webhooks).toMatchObject([{ name: 'partner', hasSecret: true }])
    expect((await admin.command('save-webhook', { ...body, channel: 'none' })).status).toBeGreaterThanOrEqual(400)
    expect((await admin.command('save-webhook', { ...body, url: 'file:///etc/passwd' })).json.code).toBe('address-refused')
    await admin.command('save-webhook', { name: 'partner', channel: 'webhook', url: 'https://other.example/' })
    expect((await admin.get('webhooks')).json.webhooks).toMatchObject([{ hasSecret: false }])
    await admin.command('save-webhook', body)
  })

  it('never goes into the own network unless it is allowed', async () => {
    await wish('send')
    const failing = async () => (await admin.get('automation-runs')).json.failing as { what: string; error: string }[]
    await eventually(async () => (await failing()).some(({ what }) => what === 'partner'))
    expect((await failing())[0]!.error).toMatch(/own network/)
    expect(taken).toEqual([])
  }, 30_000)

  it('is signed, and sent again until it is taken', async () => {
    process.env.FORMWORK_ALLOWED_HOSTS = '127.0.0.1'
    failures = 1
    await wish('send')
    await eventually(() => taken.length >= 2)
    const { headers, body } = taken.at(-1)!
    const signature = createHmac('sha256', 'very-secret')
      .update(`${headers['x-formwork-timestamp'] as string}.${headers['x-formwork-delivery'] as string}.${body}`)
      .digest('hex')
    expect(headers['x-formwork-signature']).toBe(`sha256=${signature}`)
    expect(JSON.parse(body)).toMatchObject({ workspace: 'one', kind: 'call', data: { text: 'send' } })
  }, 30_000)

  it('carries notices to mailboxes and robots', async () => {
    const people = (await admin.get('records/person')).json.rows as { id: string; version: number; values: { login: string } }[]
    const { id, version } = people.find(({ values }) => values.login === 'admin')!
    await admin.command('save', { entity: 'person', id, version, changes: { values: { email: 'an@example.com' } } })
    await admin.command('save-webhook', { name: 'mail', channel: 'email', follows: ['task'] })
    await admin.command('save-webhook', { name: 'group', channel: 'dingtalk', url, follows: ['*'] })
    taken.length = 0
    await wish('to be granted', 'submit')
    await eventually(() => mails.length > 0 && taken.length > 0)
    expect(mails[0]).toContain('To: an@example.com')
    expect(mails[0]).toContain('From: formwork@example.com')
    const robot = taken
      .map(({ body }) => JSON.parse(body) as { text?: { content?: string } })
      .find(({ text }) => text?.content !== undefined)
    expect(robot?.text?.content).toContain('待您处理：Check')
  }, 30_000)
})

describe('what comes from outside', () => {
  const call = (body: unknown, change: Record<string, string> = {}, secret = 'incoming-secret') => {
    const delivery = change['x-formwork-delivery'] ?? 'one'
    const text = JSON.stringify(body)
    const timestamp = change['x-formwork-timestamp'] ?? String(Math.floor(Date.now() / 1000))
    const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${delivery}.${text}`).digest('hex')}`
    const headers = { 'x-formwork-timestamp': timestamp, 'x-formwork-delivery': delivery, 'x-formwork-signature': signature, ...change }
    return test.client().send('POST', 'hooks/from-outside', { raw: text, headers: { ...headers, 'content-type': 'application/json' } })
  }

  it('needs a fresh signature, and is done once', async () => {
    await admin.command('save-webhook', { name: 'from-outside', channel: 'incoming', secret: 'incoming-secret' })
    const good = { text: 'from outside', amount: 12 }
    expect((await call(good, {}, 'wrong-secret')).status).toBe(401)
    expect((await call(good, { 'x-formwork-timestamp': '1000' })).status).toBe(401)
    const first = await call(good)
    expect([first.status, first.json.made.length]).toEqual([200, 1])
    expect((await call(good)).json.made).toEqual(first.json.made)
    expect((await call({ text: 'nothing', amount: 0 }, { 'x-formwork-delivery': 'two' })).json.made).toEqual([])
    // Overheard and sent again as another delivery.
    const timestamp = String(Math.floor(Date.now() / 1000))
    const overheard = `sha256=${createHmac('sha256', 'incoming-secret')
      .update(`${timestamp}.one.${JSON.stringify(good)}`)
      .digest('hex')}`
    const again = { 'x-formwork-timestamp': timestamp, 'x-formwork-signature': overheard }
    expect((await call(good, { ...again, 'x-formwork-delivery': 'three' })).status).toBe(401)
    expect((await call(good, again)).json.made).toEqual(first.json.made)
    const made = (await admin.get(`records/wish/${first.json.made[0]}`)).json.values
    expect(made).toMatchObject({ text: 'from outside', amount: '12.00' })
  })
})

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '224.0.0.1',
  ])('%s lies inside', (address) => expect(isInside(address)).toBe(true))
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s lies outside', (address) => expect(isInside(address)).toBe(false))
})
