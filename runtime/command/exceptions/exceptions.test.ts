import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAppError, type WireError } from '@formwork/platform/error/index.ts'
import { bpmn } from '../../engine/process/testing.fixture.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { goodsLedger, modelOfDefinitions, orderDefinitions } from '../ledger/orders.fixture.ts'
import type { Answer, Command } from '../unit.ts'

type Saved = Answer & { id: string; version: number; status: string }
type Line = Record<string, unknown>

const message = { zh: '数量不足', en: 'not enough' }
const assertion = { ...goodsLedger.assertions[0]!, message }
const tooMuch = { zh: '数量过大', en: 'too much' }
const body = (lines: Line[], values: Record<string, unknown>, more = {}): unknown => ({
  entity: 'delivery',
  changes: {
    values: { date: '2025-11-20', ...values },
    lines: { lines: lines.map((each) => ({ do: 'insert', values: each })) },
  },
  ...more,
})

/** The definitions with another assertion, more about deliveries, and further definitions. */
const definitions = (assertions: unknown[], delivery: Record<string, unknown> = {}, ...more: Record<string, unknown>[]) => [
  ...orderDefinitions.map((each) =>
    each === goodsLedger
      ? { ...goodsLedger, assertions }
      : each.kind === 'entity' && each.name === 'delivery'
        ? { ...each, ...delivery }
        : each,
  ),
  {
    kind: 'roles',
    name: 'roles',
    roles: [
      {
        name: 'administrator',
        label: 'Administrator',
        administrator: true,
        grants: [{ name: 'all', resource: '*', operations: ['view'] }],
      },
      { name: 'finance', label: 'Finance', grants: [{ name: 'all', resource: '*', operations: ['view'] }] },
    ],
  },
  ...more,
]

async function refusal(work: Promise<unknown>): Promise<Partial<WireError>> {
  try {
    await work
  } catch (error) {
    if (isAppError(error)) return error.toWire('en')
    throw error
  }
  return {}
}

describe('what warns', () => {
  let workspace: TestWorkspace
  let clerk: number
  let item: string
  const places: Record<string, string> = {}
  const run = (name: string, request: unknown, more: Partial<Command> = {}): Promise<Saved> =>
    workspace.run(name, request, { person: clerk, ...more }) as Promise<Saved>

  beforeAll(async () => {
    const mode = '=if place.mayBeShort then "warn" else "refuse"'
    const rules = [
      { name: 'large', each: 'lines', at: 'quantity', that: '=quantity <= 100', mode: 'warn', size: '=quantity - 100', message: tooMuch },
    ]
    workspace = await TestWorkspace.ofModel(
      modelOfDefinitions(
        definitions(
          [
            { ...assertion, mode },
            { ...assertion, name: 'some', that: '=onHand >= 5', where: '=place.name = "strict"', mode: 'refuse' },
          ],
          { rules },
        ),
      ),
    )
    clerk = Number((await workspace.save('person', { name: 'clerk', login: 'clerk', roles: ['administrator'] })).id)
    item = (await workspace.save('item', { name: 'bolt' })).id
    places.short = (await workspace.save('place', { name: 'till', mayBeShort: true })).id
    places.firm = (await workspace.save('place', { name: 'store' })).id
    places.strict = (await workspace.save('place', { name: 'strict' })).id
  })
  afterAll(() => workspace.close())

  it('wants a reason, which is kept with the record and in the audit', async () => {
    const lines = [
      { article: item, quantity: '2' },
      { article: item, quantity: '3' },
    ]
    expect(await refusal(run('submit', body(lines, { place: places.short })))).toMatchObject({
      code: 'assertion-warned',
      path: 'lines/1/quantity',
      exception: 'enough',
      message: 'not enough; confirm with a reason to go on',
    })
    const saved = await run('submit', body(lines, { place: places.short }, { accept: { enough: 'on its way' } }))
    expect(saved.status).toBe('posted')
    const record = await workspace.database.read(async (reading) => workspace.store.records.load(reading, 'delivery', Number(saved.id)))
    expect(record!.exceptions).toMatchObject([{ name: 'enough', mode: 'warn', reason: 'on its way', person: clerk }])
    expect(String(record!.exceptions![0]!.size)).toBe('5')
    const audit = await workspace.database.read(async (reading) =>
      reading.all({ sql: "select changed from audit where record = ? and action = 'exception'" }, [Number(saved.id)]),
    )
    expect(JSON.parse(String(audit[0]!.changed))).toEqual({ name: 'enough', mode: 'warn', size: '5', reason: 'on its way' })
  })

  it('warns by a rule, row by row, together with what refuses', async () => {
    const lines = [
      { article: item, quantity: '1' },
      { article: item, quantity: '103' },
    ]
    expect(await refusal(run('submit', body(lines, { place: places.short })))).toMatchObject({
      code: 'assertion-warned',
      path: 'lines/1/quantity',
      exception: 'large',
      message: 'row 2, too much; confirm with a reason to go on',
    })
    const preview = (await run('save', body(lines, { place: places.short }), { dryRun: true })) as unknown as { problems: unknown[] }
    expect(preview.problems).toMatchObject([{ code: 'assertion-warned', exception: 'large' }])
    expect((await run('submit', body(lines, { place: places.short }, { accept: { '*': 'agreed' } }))).status).toBe('posted')
  })

  it('refuses where the mode says so, naming the row and the field; where limits it to coordinates', async () => {
    const lines = [{ article: item, quantity: '1' }]
    expect(await refusal(run('submit', body(lines, { place: places.firm }, { accept: { '*': 'please' } })))).toMatchObject({
      code: 'assertion-refused',
      path: 'lines/0/quantity',
    })
    const receipt = (place: string): unknown => ({
      entity: 'receipt',
      changes: {
        values: { date: '2025-11-19', place },
        lines: { lines: [{ do: 'insert', values: { article: item, quantity: '5', value: '5.00' } }] },
      },
    })
    await run('submit', receipt(places.firm!))
    await run('submit', receipt(places.strict!))
    expect((await run('submit', body(lines, { place: places.firm }))).status).toBe('posted')
    expect(await refusal(run('submit', body(lines, { place: places.strict })))).toMatchObject({ code: 'assertion-refused' })
  })

  it('does not stop what nobody stands before', async () => {
    const saved = (await workspace.run('submit', body([{ article: item, quantity: '1' }], { place: places.short }))) as Saved
    expect(saved.status).toBe('posted')
  })
})

describe('what has to be approved', () => {
  let workspace: TestWorkspace
  const people: Record<string, number> = {}
  let item: string
  let place: string

  beforeAll(async () => {
    const process = {
      kind: 'process',
      name: 'delivery-approval',
      bpmn: 'delivery-approval.bpmn',
      entity: 'delivery',
      start: 'submitted',
      elements: { finance: { assign: '=role("finance")', edit: ['lines.quantity'] } },
    }
    const diagram =
      bpmn(`<startEvent id="start"/><userTask id="initiator"/><exclusiveGateway id="which" default="f4_which_end"/><userTask id="finance"/><endEvent id="end"/>
      start -> initiator
      initiator -> which
      which -> finance [record.exceptions[name = "enough"].size[1] > 2]
      which -> end
      finance -> end`).replace('id="p"', 'id="delivery-approval"')
    workspace = await TestWorkspace.ofModel(
      modelOfDefinitions(definitions([{ ...assertion, mode: 'approve' }], {}, process), {
        'delivery-approval/delivery-approval.bpmn': diagram,
      }),
    )
    for (const [name, role] of [
      ['clerk', 'administrator'],
      ['dan', 'finance'],
    ] as const) {
      people[name] = Number((await workspace.save('person', { name, login: name, roles: [role] })).id)
    }
    item = (await workspace.save('item', { name: 'bolt' })).id
    place = (await workspace.save('place', { name: 'store' })).id
  })
  afterAll(() => workspace.close())

  const submit = (quantity: string): Promise<Saved> =>
    workspace.run('submit', body([{ article: item, quantity }], { place }), { person: people.clerk! }) as Promise<Saved>
  const seat = async (): Promise<{ seat: string; version: number }> =>
    workspace.database.read(async (reading) => {
      const row = await reading.get({ sql: "select id, version from seat where box = 'todo' order by id desc limit 1" }, [])
      return { seat: String(row!.id), version: Number(row!.version) }
    })
  const statusOf = async ({ id }: Saved): Promise<string> =>
    workspace.database.read(async (reading) => (await workspace.store.records.load(reading, 'delivery', Number(id)))!.header.status)

  it('is an exception with its size, which conditions of the process read', async () => {
    const small = await submit('2')
    expect(await statusOf(small)).toBe('posted')
    const large = await submit('3') // 2 were taken already: 5 are missing
    expect(await statusOf(large)).toBe('submitted')
    await workspace.run('approve', await seat(), { person: people.dan! })
    expect(await statusOf(large)).toBe('posted')
  })

  it('is refused at a larger size than was approved', async () => {
    const first = await submit('3')
    const task = await seat()
    const second = await submit('1')
    await workspace.run('approve', await seat(), { person: people.dan! })
    expect(await statusOf(second)).toBe('posted')
    expect(await refusal(workspace.run('approve', task, { person: people.dan! }))).toMatchObject({ code: 'exception-not-approved' })
    expect(await statusOf(first)).toBe('submitted')
  })
})
