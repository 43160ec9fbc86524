import type { Router } from 'express'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useCases } from '../../command/use-cases.ts'
import { notesTemplate } from '../fixture/notes-template.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'
import { hookRoutes } from '../routes/hooks.ts'
import { EventHub } from '../live/event-hub.ts'
import { identifiedRoutes } from '../routes/index.ts'
import { publicFormRoutes } from '../routes/public-forms.ts'
import { publicRoutes } from '../routes/public.ts'
import { sessionRoutes } from '../routes/session.ts'
import { SignInLimits } from '../sign-in-limits.ts'
import { describedRoutes } from './described-routes.ts'

interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
}

function routesOf(router: Router): string[] {
  return (router.stack as unknown as Layer[]).flatMap(({ route }) =>
    route === undefined ? [] : Object.keys(route.methods).map((method) => `${method} ${route.path}`),
  )
}

const routers = [
  hookRoutes,
  publicRoutes(),
  publicFormRoutes(),
  sessionRoutes(new SignInLimits(), false),
  ...identifiedRoutes(createServerRegistry(), new EventHub()),
]
/** Described command by command. */
const COMMANDS = 'post /commands/:name'

describe('the description of the interface', () => {
  it('describes every route, and no other', () => {
    const described = describedRoutes.map(({ method, path }) => `${method} ${path}`)
    expect(described.toSorted()).toEqual(
      routers
        .flatMap(routesOf)
        .filter((route) => route !== COMMANDS)
        .toSorted(),
    )
  })
})

describe('of a workspace', () => {
  let test: TestServer
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a JSON document
  let document: any
  beforeAll(async () => {
    test = await startTestServer({ files: notesTemplate, sample: 'people' })
    document = (await (await test.signedIn('admin')).get('openapi.json')).json
  }, STARTING)
  afterAll(() => test.close())

  it('has a path with help and a closed body for every command that people may send, and none for the others', () => {
    const commands = Object.keys(document.paths).filter((path) => path.startsWith('/commands/'))
    expect(commands.toSorted()).toEqual(
      useCases
        .filter((each) => each.internal !== true)
        .map((each) => `/commands/${each.name}`)
        .toSorted(),
    )
    for (const path of commands) {
      const { summary, description, requestBody } = document.paths[path].post
      expect([path, summary.length > 3, description.length > 1]).toEqual([path, true, true])
      expect([path, requestBody.content['application/json'].schema.additionalProperties]).toEqual([path, false])
    }
  })

  it('names every field with how it travels', () => {
    const { schemas } = document.components
    expect(schemas['note.values'].properties.date).toMatchObject({ type: ['string', 'null'], format: 'date' })
    expect(schemas['note.values'].properties.party).toMatchObject({ 'x-entity': 'party' })
    expect(schemas['note.values'].properties.wholeSum).toMatchObject({ 'x-scale': 2, readOnly: true })
    expect(schemas['note.lines'].properties.quantity).toMatchObject({ 'x-scale': 3 })
    expect(document.paths['/records/note'].get.parameters.map((each: { name: string }) => each.name)).toContain('filter')
  })

  it('refers only to what it defines', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(20)
    for (const [, kind, name] of references) expect([name, Object.hasOwn(document.components[kind!], name!)]).toEqual([name, true])
  })
})
