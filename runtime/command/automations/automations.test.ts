import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionFile, servicesTemplate } from '../../server/fixture/services-template.fixture.ts'
import type { TestClient } from '../../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../../server/fixture/test-server.fixture.ts'

const automations = [
  {
    kind: 'automation',
    name: 'echo',
    on: { event: 'record.created', entity: 'wish' },
    when: '=record.text = "echo"',
    actions: [
      { name: 'make', do: 'create', entity: 'wish', values: { text: '="echo of " + record.text', amount: '=1 + 1' } },
      {
        name: 'tell',
        do: 'notify',
        to: { roles: ['administrator'], people: '=record.owner' },
        message: { zh: '回声 {record.text}', en: 'Echo {record.text}' },
      },
    ],
  },
  {
    kind: 'automation',
    name: 'at-once',
    before: 'commit',
    on: { event: 'record.saved', entity: 'wish' },
    when: '=record.text = "at once" and record.amount = null',
    actions: [{ name: 'set', do: 'update', values: { amount: '=7' } }],
  },
  {
    kind: 'automation',
    name: 'refuses',
    before: 'commit',
    on: { event: 'record.saved', entity: 'wish' },
    when: '=record.text = "impossible"',
    actions: [{ name: 'make', do: 'create', entity: 'wish', values: {} }],
  },
  {
    kind: 'automation',
    name: 'circle',
    on: { event: 'record.created', entity: 'wish' },
    when: '=starts with(record.text, "circle")',
    actions: [{ name: 'again', do: 'create', entity: 'wish', values: { text: '=record.text + "!"' } }],
  },
  {
    kind: 'automation',
    name: 'double',
    label: 'Double',
    on: { entity: 'wish', button: { zh: '翻倍', en: 'Double' } },
    when: '=record.amount != null',
    actions: [{ name: 'set', do: 'update', values: { amount: '=record.amount * 2' } }],
  },
  {
    kind: 'automation',
    name: 'next-week',
    label: 'Next week',
    on: { entity: 'wish', button: { zh: '下周再来', en: 'Next week again' } },
    actions: [{ name: 'copy', do: 'copy', shift: '=7', values: { text: '=record.text + " again"' } }],
  },
  {
    kind: 'automation',
    name: 'broken',
    on: { event: 'record.created', entity: 'wish' },
    when: '=record.text = "broken"',
    actions: [{ name: 'make', do: 'create', entity: 'wish', values: { text: '=1 / 0' } }],
  },
]

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({
    files: [...servicesTemplate, ...automations.map((each) => definitionFile(`automations/${each.name}.json`, each))],
    sample: 'people',
  })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(() => test.close())

const save = (client: TestClient, values: Record<string, unknown>) => client.command('save', { entity: 'wish', changes: { values } })
const texts = async () =>
  ((await admin.get('records/wish?limit=100')).json.rows as { values: { text: string } }[]).map((row) => row.values.text)
const eventually = async (isTrue: () => Promise<boolean>) => {
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came')
}

describe('automations', () => {
  it('run after the commit, tell people, and are seen', async () => {
    await save(clerk, { text: 'echo' })
    await eventually(async () => (await texts()).includes('echo of echo'))
    expect((await clerk.get('notices')).json.rows[0]).toMatchObject({ kind: 'automation', text: 'Echo echo' })
    expect((await admin.get('automation-runs?automation=echo')).json.runs).toMatchObject([
      { automation: 'echo', state: 'done', error: null },
    ])
    expect((await clerk.get('automation-runs')).status).toBe(403)
  }, 20_000)

  it('run in the transaction where they say so, and refuse it with them', async () => {
    const { json } = await save(clerk, { text: 'at once' })
    expect((await clerk.get(`records/wish/${json.id}`)).json.values.amount).toBe('7.00')
    const refused = await save(clerk, { text: 'impossible' })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(await texts()).not.toContain('impossible')
  })

  it('end when they set each other off', async () => {
    await save(clerk, { text: 'circle' })
    await eventually(async () => (await texts()).includes('circle!!!!!!!'))
    await eventually(async () =>
      ((await admin.get('automation-runs')).json.failing as { what: string }[]).some(({ what }) => what === 'circle'),
    )
    expect((await texts()).filter((text) => text.startsWith('circle')).length).toBeLessThan(12)
  }, 30_000)

  it('are buttons for who may edit the record', async () => {
    const { json } = await save(clerk, { text: 'pressed', amount: '4' })
    expect((await clerk.command('press-button', { automation: 'double', id: json.id })).status).toBe(200)
    expect((await clerk.get(`records/wish/${json.id}`)).json.values.amount).toBe('8.00')
    const visitor = await test.signedIn('visitor')
    expect((await visitor.command('press-button', { automation: 'double', id: json.id })).status).toBe(404)
    const empty = (await save(clerk, { text: 'no amount' })).json.id
    expect(await clerk.command('press-button', { automation: 'double', id: empty })).toMatchObject({ json: { code: 'automation-failed' } })
    expect((await clerk.command('press-button', { automation: 'echo', id: empty })).status).toBe(404)
  })

  it('copy a record with its dates moved on', async () => {
    const { json } = await save(clerk, { text: 'weekly', amount: '4', day: '2026-03-02' })
    const pressed = await clerk.command('press-button', { automation: 'next-week', id: json.id })
    expect((await clerk.get(`records/wish/${pressed.json.made[0]}`)).json).toMatchObject({
      values: { text: 'weekly again', amount: '4.00', day: '2026-03-09' },
      status: 'draft',
    })
    expect((await clerk.get(`records/wish/${json.id}`)).json.values.day).toBe('2026-03-02')
  })

  it('show why they failed', async () => {
    await save(clerk, { text: 'broken' })
    const failing = async () =>
      ((await admin.get('automation-runs')).json.failing as { what: string; error: string; job: string }[]).find(
        ({ what }) => what === 'broken',
      )
    await eventually(async () => (await failing()) !== undefined)
    expect((await failing())!.error).toMatch(/broken/)
    expect((await clerk.command('retry-job', { job: (await failing())!.job })).status).toBe(403)
  }, 20_000)
})
