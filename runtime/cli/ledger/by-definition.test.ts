import { afterEach, beforeEach, expect, it } from 'vitest'
import { CalendarDate, type JsonObject } from '@formwork/platform/value/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { executeCommand } from '../../host/execute-command.ts'
import { findQuery, readAsSystem } from '../../host/run-query.ts'
import { openSandbox, type Sandbox } from '../../host/sandbox/open-sandbox.ts'
import { creditDefinitions } from './by-definition.fixture.ts'

interface Saved {
  readonly id: string
  readonly version: number
}

let sandbox: Sandbox
let party: string
let asked = 0

beforeEach(async () => {
  const files = creditDefinitions.map((each) => ({
    path: each.kind === 'template' ? 'template.json' : `${String(each.name)}/${String(each.kind)}.json`,
    text: JSON.stringify(each),
  }))
  sandbox = await openSandbox({ files, registry: createServerRegistry(), today: CalendarDate.of(2026, 3, 31) })
  party = (await run('save', { entity: 'party', changes: { values: { name: 'North', limit: '1000.00' } } })).id
})
afterEach(() => sandbox.close())

const run = async (name: string, body: JsonObject): Promise<Saved> =>
  (await executeCommand(sandbox.workspace, {
    do: name,
    person: null,
    language: 'en',
    channel: 'api',
    requestId: `step-${++asked}`,
    body,
  })) as unknown as Saved
const submit = (entity: string, values: JsonObject, rows: readonly JsonObject[] = []): Promise<Saved> =>
  run('submit', {
    entity,
    changes: { values, ...(rows.length === 0 ? {} : { lines: { lines: rows.map((row) => ({ do: 'insert', values: row })) } }) },
  })
const ask = (name: string, request: JsonObject): Promise<JsonObject> =>
  readAsSystem(sandbox.workspace, (context) => findQuery(name).run(context, request as never)) as Promise<JsonObject>
/** What a ledger holds, as of the end of a day. */
const held = async (ledger: string, measure: string, where: JsonObject, to?: string): Promise<string> =>
  String((await ask('ledger-explain', { ledger, measure, where, ...(to === undefined ? {} : { to }) })).total)
const dollars = (more: JsonObject): JsonObject => ({ party, currency: 'USD', ...more })

it('the difference of a rate is realised when it is paid, in parts too', async () => {
  await submit('claim', dollars({ date: '2026-01-10', rate: '7', amount: '100.00', due: '2026-02-10' }))
  await submit('payment', dollars({ date: '2026-02-01', rate: '7.2', amount: '40.00' }))
  expect(await held('open', 'base', { kind: 'realised' })).toBe('8.00')
  expect(await held('open', 'base', { kind: 'claim' })).toBe('420.00')
  await submit('payment', dollars({ date: '2026-02-10', rate: '6.9', amount: '60.00' }))
  // 414.00 came for what was booked at 420.00.
  expect(await held('open', 'base', { kind: 'realised' })).toBe('2.00')
  expect(await held('open', 'amount', { kind: 'claim' })).toBe('0.00')
  await expect(submit('payment', dollars({ date: '2026-02-11', rate: '7', amount: '0.01' }))).rejects.toMatchObject({
    code: 'over-allocated',
  })
})

it('a month ends at its rate and the next one begins without it', async () => {
  const claim = await submit('claim', dollars({ date: '2026-01-10', rate: '7', amount: '100.00', due: '2026-02-10' }))
  const end = { date: '2026-01-31', back: '2026-02-01', currency: 'USD', rate: '7.15' }
  const done = await submit('month-end', end, [{ party, claim: claim.id }])
  for (const [day, booked, unrealised] of [
    ['2026-01-30', '700.00', '0'],
    ['2026-01-31', '715.00', '15.00'],
    ['2026-02-01', '700.00', '0.00'],
  ] as const) {
    expect([day, await held('open', 'base', { kind: 'claim' }, day)]).toEqual([day, booked])
    expect([day, await held('open', 'base', { kind: 'unrealised' }, day)]).toEqual([day, unrealised])
  }
  await submit('payment', dollars({ date: '2026-02-10', rate: '7.2', amount: '100.00' }))
  expect(await held('open', 'base', { kind: 'realised' })).toBe('20.00')
  await run('void', { entity: 'month-end', id: done.id, version: done.version })
  expect(await held('open', 'base', { kind: 'claim' }, '2026-01-31')).toBe('700.00')
})

it('what is late is reminded by level; fee and interest become an open item', async () => {
  const claim = (due: string, amount: string): Promise<Saved> =>
    submit('claim', { party, currency: 'base', rate: '1', date: '2026-01-01', due, amount })
  await claim('2026-02-19', '100.00') // 40 days late: level 2
  await claim('2026-03-21', '50.00') // 10 days late: level 1
  await claim('2026-03-31', '70.00') // due today: not late
  const found = (await ask('batch-groups', { batch: 'remind' })) as unknown as { groups: { key: string; rows: JsonObject[] }[] }
  expect(found.groups.map(({ rows }) => rows.length)).toEqual([2])
  const { key, rows } = found.groups[0]!
  const make = async (): Promise<JsonObject> =>
    (await run('make-batch-record', { batch: 'remind', key, rows, person: null })) as unknown as JsonObject
  const made = await make()
  expect(await make()).toEqual({ record: made.record, isNew: false })
  const reminder = (await ask('record', { entity: 'reminder', id: made.record! })) as unknown as {
    version: number
    values: JsonObject
    lines: { lines: { values: JsonObject }[] }
  }
  // 100.00 × 7.3 % × 40 / 365 and 50.00 × 7.3 % × 10 / 365.
  expect(reminder.lines.lines.map(({ values }) => [values.level, values.fee, values.interest])).toEqual([
    ['2', '10.00', '0.80'],
    ['1', '5.00', '0.10'],
  ])
  await run('submit', { entity: 'reminder', id: made.record!, version: reminder.version })
  expect(await held('open', 'amount', { kind: 'claim' })).toBe('235.90')
})

it('open items and open orders together stay within the limit', async () => {
  const exposure = (): Promise<string> => held('credit', 'exposure', { party })
  const claim = (amount: string, more: JsonObject = {}): Promise<Saved> =>
    submit('claim', { party, currency: 'base', rate: '1', date: '2026-03-02', due: '2026-04-01', amount, ...more })
  await claim('300.00')
  const order = await submit('order', { party, date: '2026-03-01', amount: '600.00' })
  expect(await exposure()).toBe('900.00')
  await expect(submit('order', { party, date: '2026-03-01', amount: '100.01' })).rejects.toMatchObject({
    code: 'assertion-refused',
    parameters: { rule: 'within-limit' },
  })
  // What is delivered of an order is owed instead of ordered.
  await claim('600.00', { source: order.id })
  expect(await exposure()).toBe('900.00')
  await expect(claim('100.01')).rejects.toMatchObject({ code: 'assertion-refused' })
  await submit('payment', { party, currency: 'base', rate: '1', date: '2026-03-03', amount: '500.00' })
  expect(await exposure()).toBe('400.00')
  await expect(claim('100.01')).rejects.toMatchObject({ code: 'assertion-refused' })
  await claim('100.01', { date: '2026-03-03' })
})
