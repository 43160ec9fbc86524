import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from '../../server/fixture/notes-template.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../../server/fixture/test-server.fixture.ts'
import type { TestClient } from '../../server/fixture/test-client.fixture.ts'
import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'

const file = (path: string, definition: unknown): DefinitionFile => ({ path, text: `${JSON.stringify(definition, null, 2)}\n` })
const further: DefinitionFile[] = [
  file('settings/limits.json', {
    kind: 'settings',
    name: 'limits',
    label: { zh: '限额', en: 'Limits' },
    fields: [
      { name: 'largest', label: { zh: '最大数量', en: 'Largest quantity' }, type: 'number', scale: 0, default: '100', required: true },
      { name: 'mark', label: 'Mark', type: 'text', default: 'A"B' },
      { name: 'strict', label: 'Strict', type: 'switch', default: false },
    ],
  }),
  file('modules/regions.json', {
    kind: 'module',
    name: 'party-regions',
    label: { zh: '地区', en: 'Regions' },
    contains: [
      { name: 'region', kind: 'entity', definition: 'party', fields: ['region'] },
      { name: 'rule', kind: 'entity', definition: 'ticket', rules: ['never'] },
      { name: 'nickname', kind: 'entity', definition: 'ticket', fields: ['nickname'] },
    ],
  }),
  file('modules/holding.json', {
    kind: 'module',
    name: 'holding',
    label: { zh: '持有', en: 'Holding' },
    requires: ['party-regions'],
    contains: [{ name: 'ledger', kind: 'ledger', definition: 'holding' }],
  }),
  file('modules/tickets.json', {
    kind: 'module',
    name: 'tickets',
    default: false,
    contains: [{ name: 'ticket', kind: 'entity', definition: 'ticket' }],
  }),
  file('profiles/small.json', {
    kind: 'profile',
    name: 'small',
    label: { zh: '小店', en: 'Small' },
    off: ['holding'],
    on: ['tickets'],
    settings: { largest: '5' },
    menu: 'small',
    home: 'start',
  }),
  file('menu.json', {
    kind: 'menu',
    name: 'menu',
    groups: [
      {
        name: 'all',
        label: 'All',
        items: [
          { name: 'held', report: 'held' },
          { name: 'notes', entity: 'note' },
        ],
      },
    ],
  }),
  file('small-menu.json', {
    kind: 'menu',
    name: 'small',
    groups: [
      {
        name: 'all',
        label: 'All',
        items: [
          { name: 'tickets', entity: 'ticket' },
          { name: 'held', report: 'held' },
        ],
      },
    ],
  }),
  file('ticket/entity.json', {
    kind: 'entity',
    name: 'ticket',
    label: { zh: '票', en: 'Ticket' },
    nature: 'master',
    title: '=name',
    search: ['name', 'nickname'],
    fields: [
      { name: 'name', type: 'text', required: true, default: '=setting.mark' },
      { name: 'nickname', type: 'text' },
      { name: 'amount', type: 'number', scale: 0, default: '1' },
      { name: 'half', type: 'number', scale: 2, formula: '=amount / setting.largest' },
      { name: 'kept', type: 'switch', formula: '=module.party_regions and not(setting.strict)' },
    ],
    rules: [
      { name: 'limit', that: '=amount <= setting.largest', message: 'too many' },
      { name: 'never', that: '=name != "never"', message: 'never' },
    ],
  }),
]

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: [...notesTemplate, ...further], sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(() => test.close())

const ticket = async (values: Record<string, unknown>) => admin.command('save', { entity: 'ticket', changes: { values } })
const valuesOf = async (id: string) => (await admin.get(`records/ticket/${id}`)).json.values

describe('settings and modules', () => {
  it('begin as their definitions say', async () => {
    const { json } = await admin.get('settings')
    expect(json.groups[0].values).toEqual({ largest: '100', mark: 'A"B', strict: false })
    const { json: state } = await clerk.get('modules')
    expect(Object.fromEntries(state.modules.map((each: { name: string; on: boolean }) => [each.name, each.on]))).toEqual({
      'party-regions': true,
      holding: true,
      tickets: false,
    })
    expect(state.mayConfigure).toBe(false)
  })

  it('refuse what belongs to a module that is off, on every door', async () => {
    expect(await ticket({ amount: 1 })).toMatchObject({ status: 404, json: { code: 'module-off' } })
    expect(await admin.get('records/ticket')).toMatchObject({ status: 404, json: { code: 'module-off' } })
    const { json } = await admin.get('definitions')
    expect(json.entities.map((each: { name: string }) => each.name)).not.toContain('ticket')
  })

  it('are changed only by who may', async () => {
    for (const [name, body] of [
      ['save-settings', { values: { largest: '9' } }],
      ['switch-modules', { modules: { tickets: true } }],
      ['choose-profile', { profile: 'small' }],
    ] as const) {
      expect([name, (await clerk.command(name, body)).status]).toEqual([name, 403])
    }
    expect((await clerk.get('settings')).status).toBe(403)
  })

  it('are read by every formula as soon as they are saved', async () => {
    expect((await admin.command('switch-modules', { modules: { tickets: true } })).json.modules.tickets).toBe(true)
    const first = await ticket({ amount: '50' })
    expect(first.status).toBe(200)
    expect(await valuesOf(first.json.id)).toMatchObject({ name: 'A"B', half: '0.50', kept: true })
    expect((await admin.command('save-settings', { values: { largest: '40', mark: 'C', strict: true } })).status).toBe(200)
    expect(await ticket({ amount: '50' })).toMatchObject({ status: 422, json: { code: 'rule-refused' } })
    const second = await ticket({ amount: '10' })
    expect(await valuesOf(second.json.id)).toMatchObject({ name: 'C', half: '0.25', kept: false })
    expect((await admin.command('save-settings', { values: { largest: null } })).status).toBe(200)
    expect((await ticket({ amount: '99' })).status).toBe(200)
  })

  it('are not changed over what somebody else changed meanwhile, unseen', async () => {
    const seen = (await admin.get('settings')).json.groups.flatMap((group: { values: object }) => Object.entries(group.values))
    const was = (Object.fromEntries(seen) as Record<string, unknown>).mark
    expect((await admin.command('save-settings', { values: { mark: 'Z' }, seen: { mark: was } })).status).toBe(200)
    const late = await admin.command('save-settings', { values: { mark: 'Y' }, seen: { mark: was } })
    expect(late).toMatchObject({ status: 409, json: { code: 'changed-meanwhile', path: 'mark' } })
    expect(late.json.message).toMatch(/^You, elsewhere \(\d{4}-\d\d-\d\d \d\d:\d\d\), changed "Mark" .* to Z$/)
    expect((await admin.command('save-settings', { values: { mark: 'Y' }, seen: { mark: 'Z' } })).status).toBe(200)
    expect((await admin.command('save-settings', { values: { mark: was } })).status).toBe(200)
    expect((await admin.command('save-settings', { values: {}, seen: { marks: 1 } })).json).toMatchObject({ code: 'unknown-setting' })
  })

  it('refuse values that do not fit', async () => {
    expect(await admin.command('save-settings', { values: { largest: '1.5' } })).toMatchObject({
      json: { code: 'too-many-digits', path: 'largest' },
    })
    expect(await admin.command('save-settings', { values: { larges: '1' } })).toMatchObject({ json: { code: 'unknown-setting' } })
  })

  it('hide the fields of a module that is off, and keep what they hold', async () => {
    const names = async () => {
      const { json } = await admin.get('definitions')
      return json.entities.find((each: { name: string }) => each.name === 'party').fields.map((field: { name: string }) => field.name)
    }
    expect(await names()).toContain('region')
    expect(await admin.command('switch-modules', { modules: { 'party-regions': false } })).toMatchObject({
      status: 409,
      json: { code: 'module-needed' },
    })
    expect((await admin.command('switch-modules', { modules: { 'party-regions': false, holding: false } })).status).toBe(200)
    expect(await names()).not.toContain('region')
    const { json: page } = await admin.get('records/party')
    expect(page.rows[0].values).not.toHaveProperty('region')
    expect(
      (await admin.command('save', { entity: 'party', changes: { values: { name: 'New', region: 'x' } } })).status,
    ).toBeGreaterThanOrEqual(400)
    expect((await admin.get('reports/held')).status).toBe(404)
    expect((await ticket({ name: 'never' })).status).toBe(200)
    // What is still there is found by its initials, although one of the fields that are searched is not.
    expect((await ticket({ name: '星河文具店' })).status).toBe(200)
    expect((await clerk.get('lookup/ticket?text=xhwj')).json.rows).toEqual([])
    expect((await admin.get('lookup/ticket?text=xhwj')).json.rows).toMatchObject([{ title: '星河文具店' }])
    const submitted = await admin.command('submit', {
      entity: 'note',
      changes: {
        values: { party: page.rows[0].id },
        lines: { lines: [{ do: 'insert', values: { article: (await admin.get('records/item')).json.rows[0].id, quantity: '1' } }] },
      },
    })
    expect(submitted).toMatchObject({ status: 200, json: { status: 'posted' } })
    expect((await admin.command('switch-modules', { modules: { holding: true } })).json.modules).toMatchObject({
      'party-regions': true,
      holding: true,
    })
    expect((await admin.get('records/party')).json.rows.map((row: { values: { region: string } }) => row.values.region).sort()).toEqual([
      'north',
      'south',
    ])
    expect((await admin.get('reports/held')).json.rows).toHaveLength(1)
  })

  it('are set together by a profile, once', async () => {
    const answer = await admin.command('choose-profile', { profile: 'small' })
    expect(answer).toMatchObject({ status: 200, json: { home: 'start', modules: { holding: false, tickets: true } } })
    const { json } = await admin.get('definitions')
    expect(json.menu.groups[0].items.map((item: { name: string }) => item.name)).toEqual(['tickets'])
    expect((await admin.get('settings')).json.groups[0].values.largest).toBe('5')
    expect(await admin.command('choose-profile', { profile: 'small' })).toMatchObject({ status: 409, json: { code: 'profile-chosen' } })
    expect((await admin.command('choose-profile', { profile: 'small', again: true })).status).toBe(200)
  })
})

describe('the check of settings and modules', () => {
  const problems = (definition: Record<string, unknown>) =>
    loadDefinitions([...notesTemplate, ...further, file('more.json', definition)], createServerRegistry()).problems.map(({ code }) => code)

  it.each([
    [{ kind: 'settings', name: 's', fields: [{ name: 'largest', type: 'text' }] }, 'duplicate-name'],
    [{ kind: 'settings', name: 's', fields: [{ name: 'someone', type: 'member' }] }, 'setting-type'],
    [{ kind: 'settings', name: 's', fields: [{ name: 'wide', type: 'number', scale: 0, default: 'x' }] }, 'setting-default'],
    [{ kind: 'module', name: 'm', contains: [{ name: 'a', kind: 'report', definition: 'none' }] }, 'unknown-name'],
    [{ kind: 'module', name: 'm', contains: [{ name: 'a', kind: 'entity', definition: 'party', fields: ['none'] }] }, 'unknown-name'],
    [{ kind: 'module', name: 'm', requires: ['m'], contains: [] }, 'module-circle'],
    [{ kind: 'profile', name: 'p', settings: { none: 1 } }, 'unknown-name'],
    [{ kind: 'template', name: 't', version: '1.0.0', firstRun: { settings: ['none'] } }, 'unknown-name'],
    [{ kind: 'template', name: 't', version: '1.0.0', firstRun: { roles: ['none'] } }, 'unknown-name'],
    [
      { kind: 'entity', name: 'e', nature: 'master', fields: [{ name: 'a', type: 'text', default: '=setting.none' }] },
      'expression/unknown-property',
    ],
  ])('%o: %s', (definition, code) => {
    expect(problems(definition)).toContain(code)
  })
})
