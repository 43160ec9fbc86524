import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { definitionFile, servicesTemplate } from '../../server/fixture/services-template.fixture.ts'
import type { TestClient } from '../../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../../server/fixture/test-server.fixture.ts'

const rules = [
  {
    kind: 'alert',
    name: 'low',
    label: { zh: '太少', en: 'Low' },
    on: { ledger: 'holding', by: ['article'] },
    when: '=quantity < article.least',
    severity: '=if quantity <= 0 then "danger" else "warning"',
    stage: '=if quantity <= 2 then "two" else if quantity < 2.7 then "half" else null',
    message: { zh: '{article.name} 只剩 {quantity}', en: '{article.name}: {quantity} left' },
    to: { roles: ['clerk'] },
    action: { label: 'Write a wish', entity: 'wish', parameters: { text: '=article.name', amount: '=article.least - quantity' } },
  },
  {
    kind: 'alert',
    name: 'worth',
    on: { ledger: 'holding', by: ['article'] },
    when: '=value > 500',
    message: { zh: '值 {value}', en: 'worth {value}' },
    to: { roles: ['clerk'] },
  },
  {
    kind: 'alert',
    name: 'big-wish',
    label: { zh: '大心愿', en: 'Big wish' },
    on: { entity: 'wish' },
    where: '=status != "voided"',
    when: '=record.amount > 100 and (record.day = null or record.day <= today())',
    message: { zh: '{record.text}', en: '{record.text}' },
    to: { people: '=record.owner' },
  },
  {
    kind: 'alert',
    name: 'long-line',
    on: { entity: 'note', lines: 'lines' },
    when: '=line.quantity > 1000',
    message: 'line of {line.article.name}',
  },
  {
    kind: 'alert',
    name: 'held-report',
    on: { report: 'held' },
    key: '=article.code',
    when: '=quantity > 10',
    message: '{article.name} {quantity}',
  },
]

const files = [
  ...servicesTemplate.map((file) =>
    file.path === 'item/entity.json'
      ? { path: file.path, text: file.text.replace('"fields": [', '"fields": [{ "name": "least", "type": "number", "scale": 0 },') }
      : file,
  ),
  ...rules.map((rule) => definitionFile(`alerts/${rule.name}.json`, rule)),
]

let test: TestServer
let admin: TestClient
let clerk: TestClient
let ink: string
let party: string
beforeAll(async () => {
  test = await startTestServer({ files, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  ink = (await admin.get('records/item')).json.rows[0].id
  party = (await admin.get(`records/party?filter=${encodeURIComponent('{"field":"region","operator":"equals","value":"north"}')}`)).json
    .rows[0].id
}, STARTING)
afterAll(() => test.close())

const change = async (entity: string, id: string, values: Record<string, unknown>) => {
  const { version } = (await admin.get(`records/${entity}/${id}`)).json
  return admin.command('save', { entity, id, version, changes: { values } })
}
const note = async (quantity: string) =>
  (
    await admin.command('submit', {
      entity: 'note',
      changes: { values: { party }, lines: { lines: [{ do: 'insert', values: { article: ink, quantity } }] } },
    })
  ).json as { id: string; version: number }
const alertsOf = async (client: TestClient, rule: string, more = '') =>
  (await client.get(`alerts?rule=${rule}${more}`)).json.rows as Record<string, never>[]
const eventually = async (isTrue: () => Promise<boolean>) => {
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came')
}

describe('alerts over a ledger', () => {
  it('are strict, one a key, judged when the limit or the balance changes, and close themselves', async () => {
    expect(await alertsOf(clerk, 'low')).toEqual([])
    await change('item', ink, { least: '2' })
    expect(await alertsOf(clerk, 'low')).toEqual([])
    await change('item', ink, { least: '3' })
    const [alert, ...others] = await alertsOf(clerk, 'low')
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      rule: 'low',
      severity: 'warning',
      text: 'Ink: 2 left',
      coordinates: { article: { id: ink, title: 'Ink' } },
      action: { entity: 'wish', parameters: { text: 'Ink', amount: '1.000' } },
    })
    expect((await clerk.get('notices')).json.rows[0]).toMatchObject({ kind: 'alert', text: 'Ink: 2 left', alert: alert!.id })
    const first = await note('0.5')
    expect((await alertsOf(clerk, 'low'))[0]).toMatchObject({ id: alert!.id, text: 'Ink: 2.5 left' })
    const told = async () => (await clerk.get('notices')).json.rows.filter((each: { alert: string }) => each.alert === alert!.id).length
    expect(await told()).toBe(2)
    const without = await note('0.2')
    expect((await alertsOf(clerk, 'low'))[0]).toMatchObject({ id: alert!.id, text: 'Ink: 2.7 left' })
    expect(await told()).toBe(2)
    await admin.command('void', { entity: 'note', id: without.id, version: without.version })
    expect(await told()).toBe(3)
    await change('item', ink, { least: '4' })
    await change('item', ink, { least: '3' })
    expect(await told()).toBe(3)
    const second = await note('0.5')
    expect(await alertsOf(clerk, 'low')).toEqual([])
    expect((await alertsOf(clerk, 'low', '&state=closed'))[0]).toMatchObject({ id: alert!.id, text: 'Ink: 2.5 left' })
    await admin.command('void', { entity: 'note', id: second.id, version: second.version })
    const [again] = await alertsOf(clerk, 'low')
    expect(again!.id).not.toBe(alert!.id)
    await admin.command('void', { entity: 'note', id: first.id, version: first.version })
  })

  it('are acknowledged and put off by who may see them', async () => {
    const [alert] = await alertsOf(clerk, 'low')
    const visitor = await test.signedIn('visitor')
    expect(await alertsOf(visitor, 'low', '&scope=all')).toEqual([])
    expect((await visitor.command('acknowledge-alert', { alert: alert!.id })).status).toBe(404)
    expect((await clerk.command('acknowledge-alert', { alert: alert!.id })).status).toBe(200)
    expect((await alertsOf(clerk, 'low'))[0]).toMatchObject({ acknowledged: { by: '陈' } })
    expect((await clerk.command('snooze-alert', { alert: alert!.id, until: Date.now() + 60_000 })).status).toBe(200)
    expect(await alertsOf(clerk, 'low')).toEqual([])
    expect(await alertsOf(clerk, 'low', '&snoozed=true')).toHaveLength(1)
    expect((await clerk.command('snooze-alert', { alert: alert!.id, until: null })).status).toBe(200)
    expect(await alertsOf(clerk, 'low')).toHaveLength(1)
  })

  it('tell no hidden figure', async () => {
    const big = await note('10')
    expect((await alertsOf(admin, 'worth', '&scope=all'))[0]!.text).toMatch(/^worth \d/)
    expect((await alertsOf(clerk, 'worth'))[0]).toMatchObject({ text: 'worth', action: null })
    const said = await clerk.get('notices')
    expect(said.text).not.toMatch(/worth \d/)
    await admin.command('void', { entity: 'note', id: big.id, version: big.version })
  })
})

describe('alerts over records', () => {
  it('follow the record, and its owner is told', async () => {
    const saved = await clerk.command('save', { entity: 'wish', changes: { values: { text: 'moon', amount: '101' } } })
    expect(await alertsOf(clerk, 'big-wish')).toMatchObject([{ text: 'moon', entity: 'wish', record: { id: saved.json.id } }])
    expect(await alertsOf(admin, 'big-wish')).toEqual([])
    expect(await alertsOf(admin, 'big-wish', '&scope=all')).toHaveLength(1)
    await change('wish', saved.json.id, { amount: '100' })
    expect(await alertsOf(clerk, 'big-wish')).toEqual([])
    await change('wish', saved.json.id, { amount: '500' })
    const { version } = (await admin.get(`records/wish/${saved.json.id}`)).json
    await admin.command('delete', { entity: 'wish', id: saved.json.id, version })
    expect(await alertsOf(clerk, 'big-wish')).toEqual([])
  })

  it('follow rows of lines', async () => {
    const { id, version } = await note('1001')
    expect(await alertsOf(admin, 'long-line')).toMatchObject([{ text: 'line of Ink', record: { id } }])
    await admin.command('void', { entity: 'note', id, version })
  })
})

describe('schedules', () => {
  it('judge again what only time changes, and reports', async () => {
    await note('20')
    expect((await clerk.command('refresh-alerts', {})).status).toBe(403)
    expect((await admin.command('refresh-alerts', {})).json.rules).toHaveLength(5)
    await eventually(async () => (await alertsOf(admin, 'held-report')).length === 1)
    expect((await alertsOf(admin, 'held-report'))[0]).toMatchObject({ text: 'Ink 22', record: null })
  }, 30_000)
})

describe('the check of alerts', () => {
  it.each([
    [{ on: {} }, 'alert-source'],
    [{ on: { ledger: 'holding', by: ['none'] } }, 'unknown-name'],
    [{ on: { ledger: 'holding' }, when: '=none > 1' }, 'expression/unknown-name'],
    [{ on: { ledger: 'holding' }, message: '{none}' }, 'expression/unknown-name'],
    [{ on: { entity: 'wish' }, where: '=amount * 2 > 3' }, 'expression-not-query'],
    [{ on: { report: 'held' } }, 'alert-key'],
    [
      { on: { ledger: 'holding', by: ['article'], follows: [{ name: 'wishes', entity: 'wish', at: { article: 'none' } }] } },
      'unknown-name',
    ],
    [
      { on: { ledger: 'holding', by: ['article', 'lot'], follows: [{ name: 'wishes', entity: 'wish', at: { article: 'text' } }] } },
      'alert-follows',
    ],
    [
      {
        on: {
          ledger: 'holding',
          by: ['article'],
          follows: [{ name: 'both', entity: 'wish', ledger: 'holding', at: { article: 'article' } }],
        },
      },
      'alert-follows',
    ],
    [
      { on: { ledger: 'holding', by: ['article'], follows: [{ name: 'other', ledger: 'holding', at: { article: 'none' } }] } },
      'unknown-name',
    ],
    [{ on: { entity: 'wish' }, schedule: 'daily' }, 'bad-schedule'],
  ])('%o: %s', (definition, code) => {
    const whole = { kind: 'alert', name: 'x', when: '=true', message: 'm', ...definition }
    const { problems } = loadDefinitions([...servicesTemplate, definitionFile('x.json', whole)], createServerRegistry())
    expect(problems.map((problem) => problem.code)).toContain(code)
  })
})
