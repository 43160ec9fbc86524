import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servicesTemplate } from '../fixture/services-template.fixture.ts'
import type { TestClient, TestResponse } from '../fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'
import { closeSchema } from './close-schema.fixture.ts'
import type { JsonSchema } from './json-schema.ts'

interface Ajv {
  compile(schema: unknown): ((value: unknown) => boolean) & { errors?: readonly unknown[] | null }
  addSchema(schema: unknown, name: string): void
}
// The one ajv of the house lies with the language.
const ofPlatform = createRequire(new URL('../../../platform/definition/index.ts', import.meta.url))
const { Ajv2020 } = ofPlatform('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Ajv }

interface Operation {
  operationId: string
  parameters?: readonly { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: JsonSchema }> }>
}
interface Called {
  readonly name: string
  readonly operation: Operation
  readonly response: TestResponse
}

let test: TestServer
let admin: TestClient
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, JsonSchema> } }
let ajv: Ajv
let paths: Record<string, string>
let bodies: Record<string, unknown>
beforeAll(async () => {
  test = await startTestServer({ files: servicesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  const clerk = await test.signedIn('clerk')
  document = (await admin.get('openapi.json')).json
  ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    validateFormats: false,
    strictRequired: false,
    strictTypes: false,
    keywords: ['x-scale', 'x-entity'],
  } as object)
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema(closeSchema(schema), `/closed/${name}`)
    ajv.addSchema(closeSchema(schema, true), `/open/${name}`)
  }
  const saved = (await clerk.command('save', { entity: 'wish', changes: { values: { text: 'a wish', amount: '5' } } })).json
  await clerk.command('submit', { entity: 'wish', id: saved.id, version: saved.version })
  const [task] = (await admin.get('tasks')).json.rows as { seat: string }[]
  const record = (await admin.get(`records/wish/${saved.id}`)).json
  const [note] = (await admin.get('records/note')).json.rows as { id: string }[]
  const upload = { raw: 'bytes', headers: { 'content-type': 'application/octet-stream' } }
  const file = (await admin.send('POST', 'files?name=a.txt', upload)).json.id as string
  const sheet = (await admin.send('POST', 'files?name=a.csv', { ...upload, raw: 'Code,Name\nX,Y\n' })).json.id as string
  paths = {
    entity: 'wish',
    id: saved.id,
    seat: task!.seat,
    instance: record.process.instance,
    ledger: 'holding',
    'get /files/{id}': `files/${file}`,
    'get /ledgers/{ledger}/explain': 'ledgers/holding/explain?measure=quantity',
    'get /reports/{name}': 'reports/held',
    'get /reports/{name}/export': 'reports/held/export',
    'get /reports/{name}/print': 'reports/held/print?format=layout',
    'get /reports/{name}/origin': 'reports/held/origin?column=quantity',
    'get /records/{entity}/print': `records/note/print?format=layout&ids=${note!.id}`,
    'get /records/{entity}/groups': 'records/wish/groups?by=status',
    'get /records/note/{id}': `records/note/${note!.id}`,
    'get /search': 'search?text=Ink',
    'get /lookup/{entity}': 'lookup/item?text=Ink',
    'get /design/uses': 'design/uses?kind=entity&name=wish',
    'get /design/diff': 'design/diff?from=1&to=1',
    'get /design/rehearsal': 'design/rehearsal?process=wish-check',
    'get /design/trial/seed': `design/trial/seed?entity=wish&id=${saved.id}`,
    'get /tasks/{seat}/consequences': `tasks/${task!.seat}/consequences?verb=approve`,
    'get /list-views/{list}': 'list-views/wish',
    'post /files': 'files?name=b.txt',
    'post /impact/{name}': 'impact/approve',
    name: 'held',
    conversion: 'nothing',
    list: 'wish',
  }
  for (const entity of ['item', 'party', 'person']) {
    const [row] = (await admin.get(`records/${entity}`)).json.rows as { id: string }[]
    paths[`get /records/${entity}/{id}`] = `records/${entity}/${row!.id}`
  }
  bodies = {
    'post /session': { login: 'visitor', password: 'formwork-demo' },
    'post /session/language': { language: 'en' },
    'post /preview': { entity: 'wish', changes: { values: { text: 'x' } } },
    'post /impact/{name}': { seat: task!.seat, version: 1 },
    'post /bulk': { command: 'save', bodies: [{ entity: 'wish', changes: { values: { text: 'x' } } }, {}] },
    'post /lookup/{entity}': { texts: ['a wish'] },
    'post /imports/read': { entity: 'item', file: sheet },
    'post /design/trial': { when: [{ name: 'a', as: 'clerk', do: 'save', entity: 'wish', values: { text: 'x' } }] },
    'post /design/presence': { window: 'window-one' },
    'post /design/formula': { entity: 'wish', id: saved.id, formula: '=amount * 2' },
  }
}, STARTING)
afterAll(() => test.close())

async function call(path: string, method: string, operation: Operation): Promise<Called> {
  const name = `${method} ${path}`
  const filled = paths[name] ?? path.slice(1).replaceAll(/\{(\w+)\}/g, (_, parameter: string) => paths[parameter] ?? '1')
  const [type] = Object.keys(operation.requestBody?.content ?? {})
  const raw = type === 'application/octet-stream' ? 'bytes' : JSON.stringify(bodies[name] ?? {})
  const sent = type === undefined ? {} : { raw, headers: { 'content-type': type } }
  // Signing in and out is done by somebody else: the others still need their session.
  const client = path === '/session' && method !== 'get' ? test.client() : admin
  return { name, operation, response: await client.send(method.toUpperCase(), filled, sent) }
}

/** What an answer has that its description does not, and the other way round. */
function differences({ operation, response }: Called): unknown {
  const described =
    operation.responses[response.status]?.content ??
    (response.status >= 400 ? { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } : undefined)
  if (described === undefined) return `status ${response.status} is not described`
  const type = String(response.headers['content-type']).split(';')[0]!
  const found = described[type] ?? described['*/*']
  if (found === undefined) return `${type} is not described`
  if (found.schema === undefined) return undefined
  const validate = ajv.compile(closeSchema(found.schema))
  return validate(response.json) ? undefined : validate.errors?.slice(0, 3)
}

describe('the description', () => {
  it('is one of OpenAPI 3.1: every operation has a name of its own, every parameter of its path is described', () => {
    expect(document.openapi).toBe('3.1.0')
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((each) => ({ path, ...each })),
    )
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { path, parameters = [] } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const described = parameters.filter((each) => each.in === 'path' && each.required === true).map(({ name }) => name)
      expect([path, described]).toEqual([path, named])
    }
  })

  it('has schemas that can be compiled, for bodies too', () => {
    for (const methods of Object.values(document.paths)) {
      for (const { requestBody } of Object.values(methods)) {
        for (const { schema } of Object.values(requestBody?.content ?? {})) expect(() => ajv.compile(closeSchema(schema))).not.toThrow()
      }
    }
  })

  it('says everything that every route answers', async () => {
    const wrong: unknown[] = []
    const refused: string[] = []
    for (const [path, methods] of Object.entries(document.paths)) {
      if (path === '/events' || path.startsWith('/commands/')) continue
      for (const [method, operation] of Object.entries(methods)) {
        const called = await call(path, method, operation)
        const found = differences(called)
        if (found !== undefined) wrong.push([called.name, called.response.status, found])
        if (called.response.status >= 400) refused.push(called.name)
      }
    }
    expect(wrong).toEqual([])
    // What is not prepared above has nothing to answer with here, and refuses in the one shape.
    expect(refused.filter((name) => name in paths || name in bodies)).toEqual([])
    expect(refused.length).toBeLessThan(20)
  }, 60_000)

  it('says everything that every command answers, done or refused', async () => {
    const wrong: unknown[] = []
    for (const [path, { post }] of Object.entries(document.paths)) {
      if (!path.startsWith('/commands/')) continue
      const called = await call(path, 'post', post!)
      const found = differences(called)
      if (found !== undefined || called.response.status >= 500) wrong.push([called.name, called.response.status, found])
    }
    expect(wrong).toEqual([])
  }, 60_000)
})
