import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient, TestResponse } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
let admin: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
}, STARTING)
afterAll(() => test.close())

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const value = (text: string): string => `{"entity":"item","changes":{"values":{"code":"X","name":"X","ownCost":${text}}}}`

/** One shape for every refusal. */
function expectRefusal({ json, headers }: TestResponse): void {
  expect(Object.keys(json).filter((key) => !['code', 'message', 'path', 'requestId', 'errors'].includes(key))).toEqual([])
  expect(typeof json.message).toBe('string')
  expect(json.requestId).toBe(headers['x-request-id'])
}

describe('hostile bodies', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['no JSON', '{"entity":', 400, 'malformed-json'],
    ['a duplicate key', '{"entity":"item","entity":"party"}', 400, 'duplicate-key'],
    ['__proto__', '{"__proto__":{"administrator":true}}', 400, 'forbidden-key'],
    ['constructor, deep inside', '{"entity":"item","changes":{"values":{"constructor":{}}}}', 400, 'forbidden-key'],
    ['65 levels', nested(65), 400, 'too-deep'],
    ['100,000 levels', nested(100_000), 400, 'too-deep'],
    ['NaN', value('NaN'), 400, 'malformed-json'],
    ['Infinity', value('-Infinity'), 400, 'malformed-json'],
    ['1e999', value('1e999'), 422, 'bad-number'],
    ['more digits than a number holds', value('0.1234567890123456789'), 422, 'bad-number'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed-json'],
    ['an unknown property', '{"entity":"item","admin":true}', 422, 'unknown-field'],
    ['an unknown field', '{"entity":"item","changes":{"values":{"code":"X","name":"X","nope":1}}}', 422, 'unknown-field'],
    ['a system column', '{"entity":"item","changes":{"values":{"code":"X","name":"X","status":"posted"}}}', 422, 'unknown-field'],
    ['the version of nothing', '{"entity":"item","version":3,"changes":{}}', 422, ''],
    ['a list for an object', '[]', 422, 'wrong-type'],
    ['a number for a name', '{"entity":7}', 422, 'wrong-type'],
    ['a text for a number', value('"12abc"'), 422, 'bad-number'],
    ['a list for a number', value('[1]'), 422, 'wrong-type'],
    ['too many digits', value('"1.23456"'), 422, 'too-many-digits'],
    ['beyond the range', value('"99999999999999999999"'), 422, ''],
    ['null', 'null', 422, 'wrong-type'],
  ])('refuses %s', async (_what, raw, status, code) => {
    const response = await admin.send('POST', 'commands/save', { raw })
    expectRefusal(response)
    expect(response.json).toMatchObject({ code: code === '' ? expect.any(String) : code })
    expect(response.status).toBe(status)
  })

  it('leaves nothing behind of what it refused', async () => {
    expect((await admin.get('records/item?filter={"and":[{"field":"code","operator":"equals","value":"X"}]}')).json.rows).toEqual([])
  })

  it('refuses more than 4 MB with 413, and goes on', async () => {
    const response = await admin.send('POST', 'commands/save', { raw: `{"entity":"${'x'.repeat(4 * 1024 * 1024)}"}` })
    expect([response.status, response.json.code]).toEqual([413, 'too-large'])
    expect((await admin.get('records/item')).status).toBe(200)
  })

  it('reads numbers from their text: what a double cannot hold is sent as text', async () => {
    const saved = await admin.send('POST', 'commands/save', {
      raw: '{"entity":"item","changes":{"values":{"code":"D","name":"D","ownCost":0.1}}}',
    })
    expect(saved.status).toBe(200)
    expect((await admin.get(`records/item/${saved.json.id}`)).json.values.ownCost).toBe('0.1000')
  })

  it.each([
    ['filter', 'filter=%7B%22and%22', 'malformed-json'],
    ['an operator that is none', 'filter={"and":[{"field":"code","operator":"drop table","value":"x"}]}', 'bad-filter'],
    ['an unknown field in a filter', 'filter={"and":[{"field":"code) or 1=1 --","operator":"equals","value":"x"}]}', 'unknown-field'],
    ['a sort by something else', 'sort=code;drop', 'unknown-field'],
    ['a sort direction', 'sort=code:sideways', 'bad-request'],
    ['a limit', 'limit=100000', 'out-of-range'],
    ['a limit that is no number', 'limit=ten', 'out-of-range'],
    ['an unknown parameter', 'admin=1', 'unknown-field'],
    ['a cursor that is none', 'after=%01', 'bad-request'],
    ['NUL', 'after=%00%01', 'bad-format'],
    ['a parameter twice', 'limit=1&limit=2', ''],
  ])('refuses in the address: %s', async (_what, query, code) => {
    const response = await admin.get(`records/item?${encodeURI(decodeURI(query)).replaceAll('%25', '%')}`)
    expectRefusal(response)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    if (code !== '') expect(response.json.code).toBe(code)
  })
})

describe('requests from elsewhere', () => {
  const save = { entity: 'item', changes: { values: { code: 'E', name: 'Elsewhere' } } }

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin of null', { origin: 'null' }],
    ['the fetch metadata of another site', { 'sec-fetch-site': 'cross-site' }],
    ['the fetch metadata of a sister', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    const response = await admin.command('save', save, headers as Record<string, string>)
    expect([response.status, response.json.code]).toEqual([403, 'csrf-refused'])
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'refuses the content type "%s" that a form can send',
    async (type) => {
      const response = await admin.send('POST', 'commands/save', { raw: JSON.stringify(save), headers: { 'content-type': type } })
      expect([response.status, response.json.code]).toEqual([415, 'unsupported-media-type'])
    },
  )

  it('takes requests of its own pages', async () => {
    const response = await admin.command('save', save, { origin: test.server.url, 'sec-fetch-site': 'same-origin' })
    expect(response.status).toBe(200)
  })

  it('answers only to names of this machine while it listens on loopback', async () => {
    const rebound = await admin.get('session', { host: 'evil.example' })
    expect([rebound.status, rebound.json.code]).toEqual([403, 'csrf-refused'])
    expect((await admin.get('session', { host: 'localhost:1234' })).status).toBe(200)
  })

  it('changes nothing by GET, and opens itself to no other origin', async () => {
    const response = await admin.get('commands/save')
    expect(response.status).toBe(404)
    const options = await admin.send('OPTIONS', 'commands/save', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(options.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('what is not there', () => {
  it.each([
    ['a workspace', '/w/other/api/session', 404, 'not-found'],
    ['a workspace with a path in it', '/w/..%2Fone/api/session', 404, 'not-found'],
    ['a route', 'nothing', 404, 'not-found'],
    ['an entity', 'records/nothing', 404, 'unknown-entity'],
    ['an entity of the prototype', 'records/__proto__', 404, 'unknown-entity'],
    ['a record', 'records/item/999999999', 404, 'unknown-record'],
    ['an id', 'records/item/1e3', 422, 'bad-id'],
    ['a report', 'reports/nothing', 404, ''],
    ['a command', 'commands/nothing', 404, 'not-found'],
    ['a page', '/nothing', 404, 'not-found'],
  ])('says so: %s', async (_what, path, status, code) => {
    const response = path.startsWith('commands') ? await admin.post(path, {}) : await admin.get(path)
    expectRefusal(response)
    expect(response.status).toBe(status)
    if (code !== '') expect(response.json.code).toBe(code)
  })

  it('speaks the language of the session, and before that of the browser', async () => {
    const chinese = await test.signedIn('visitor')
    expect((await chinese.get('records/item/999999999')).json.message).toMatch(/没有编号为/)
    expect((await admin.get('records/item/999999999')).json.message).toMatch(/There is no Item/)
    expect((await test.client().get('session', { 'accept-language': 'en-GB,en;q=0.9' })).json.message).toBe('Please log in first')
    expect((await test.client().get('session', { 'accept-language': 'zh-CN' })).json.message).toBe('请先登录')
  })

  it('takes a request id that is one, and makes another of what is none', async () => {
    expect((await admin.get('session', { 'x-request-id': 'abc-123-def-456' })).headers['x-request-id']).toBe('abc-123-def-456')
    expect((await admin.get('session', { 'x-request-id': 'a b;<script>' })).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('idempotency', () => {
  const body = (code: string) => ({ entity: 'item', changes: { values: { code, name: code } } })

  it('gives the stored answer to the same request, and refuses another under its key', async () => {
    const key = { 'idempotency-key': 'attempt-1' }
    const first = await admin.command('save', body('K1'), key)
    const again = await admin.command('save', body('K1'), key)
    expect(first.status).toBe(200)
    expect(again.json).toEqual(first.json)
    const other = await admin.command('save', body('K2'), key)
    expect([other.status, other.json.code]).toEqual([409, 'key-reused'])
    expect((await admin.get('records/item?search=K1&count=true')).json.count).toEqual({ value: 1, capped: false })
  })

  it('makes one record of sixteen requests of one key that arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => admin.command('save', body('K3'), { 'idempotency-key': 'attempt-3' })),
    )
    expect(new Set(answers.map(({ status, json }) => `${status} ${json.id}`)).size).toBe(1)
  })

  it('keeps the keys of people apart', async () => {
    const clerk = await test.signedIn('clerk')
    const answer = await clerk.command('save', body('K4'), { 'idempotency-key': 'attempt-1' })
    expect(answer.status).toBe(200)
  })

  it('does many at once with a line for each', async () => {
    const { json } = await admin.post('bulk', { command: 'save', bodies: [body('B1'), body('B1'), body('B2')] })
    expect(json.results.map((each: { ok: boolean; error?: { code: string } }) => each.error?.code ?? each.ok)).toEqual([
      true,
      'not-unique',
      true,
    ])
    expect((await admin.post('bulk', { command: 'save', bodies: 'all' })).json.code).toBe('wrong-type')
    expect((await admin.post('bulk', { bodies: [], more: 1 })).json.code).toBe('unknown-field')
  })
})

describe('headers', () => {
  it('closes the page to scripts and frames from elsewhere', async () => {
    for (const response of [
      await admin.get('session'),
      await admin.get('/'),
      await admin.get('/health/live'),
      await admin.get('/nothing'),
    ]) {
      const policy = String(response.headers['content-security-policy'])
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe-eval')
      expect(policy.split(';').find((each) => each.includes('script-src'))).not.toContain('unsafe-inline')
      expect(policy).toContain("frame-ancestors 'self'")
      expect(response.headers['x-content-type-options']).toBe('nosniff')
      expect(response.headers['x-powered-by']).toBeUndefined()
    }
  })

  it('keeps answers of the API out of every cache', async () => {
    const response = await admin.get('records/item')
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.headers.etag).toBeUndefined()
  })

  it('says that it lives and is ready', async () => {
    expect((await test.client().get('/health/live')).json).toEqual({ status: 'live' })
    expect((await test.client().get('/health/ready')).json).toEqual({ status: 'ready' })
  })

  it('logs no body, no cookie, no password', () => {
    const text = JSON.stringify(test.log)
    expect(text).toContain('/w/one/api/commands/save')
    for (const secret of ['formwork-demo', admin.cookie!.split('=')[1]!, 'Elsewhere']) expect(text).not.toContain(secret)
  })
})

describe('too many requests', () => {
  it('stops one person, not the others', async () => {
    const limited = await startTestServer({ files: notesTemplate, sample: 'people', requestsPerMinute: 5 })
    try {
      const clerk = await limited.signedIn('clerk')
      const visitor = await limited.signedIn('visitor')
      const statuses: number[] = []
      for (let count = 0; count < 7; count++) statuses.push((await clerk.get('records/item')).status)
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
      const refused = await clerk.get('records/item')
      expect(refused.json.code).toBe('too-many-requests')
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      expect((await visitor.get('records/item')).status).toBe(200)
    } finally {
      await limited.close()
    }
  })
})
