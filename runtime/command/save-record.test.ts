import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

let workspace: TestWorkspace
let party: string
let south: string
let item: string
let clerk: number
let other: number

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', terms: '30', region: 'north' })).id
  south = (await workspace.save('party', { name: 'South Ltd', region: 'south' })).id
  item = (await workspace.save('item', { code: 'A1', name: 'Bolt', cost: '1.5', price: '2.0055' })).id
  clerk = Number((await workspace.save('person', { name: '张三', login: 'zhang', roles: ['clerk'] })).id)
  other = Number((await workspace.save('person', { name: '李四', login: 'li', roles: ['clerk'] })).id)
})
afterAll(() => workspace.close())

const line = (values: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  do: 'insert',
  values: { item, quantity: '2', ...values },
  ...more,
})
const order = (values: Record<string, unknown> = {}, lines: unknown[] = [line()]) => ({
  entity: 'order',
  changes: { values: { party, ...values }, lines: { lines } },
})

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }
const saved = async (body: unknown, options = {}): Promise<Saved> => (await workspace.run('save', body, options)) as Saved
const load = (entity: string, id: string): Promise<StoredRecord> =>
  workspace.database.read(async (reading) => (await workspace.store.records.load(reading, entity, Number(id)))!)
const text = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === null ? null : String(value)]))

describe('save', () => {
  it('computes defaults, fills, formulas and the number', async () => {
    const answer = await saved(order({ discount: '0.1' }, [line({}, { ref: 'a' }), line({ quantity: '3', price: '1' }, { ref: 'b' })]))
    expect(answer).toMatchObject({
      version: 1,
      number: 'OR2025-001',
      status: 'draft',
      lines: { a: expect.any(String), b: expect.any(String) },
    })
    const record = await load('order', answer.id)
    expect(text(record.values)).toMatchObject({ total: '6.31', terms: '30', date: '2025-11-21' })
    expect(record.lines.lines!.map((row) => text(row.values))).toMatchObject([
      { price: '2.0055', amount: '3.61' },
      { price: '1.0000', amount: '2.70' },
    ])
  })

  it('changes only what is named, by row id, and keeps order', async () => {
    const first = await saved(
      order(
        {},
        ['a', 'b', 'c'].map((ref) => line({ note: ref }, { ref })),
      ),
    )
    const { a, b, c } = first.lines as { a: string; b: string; c: string }
    const second = await saved({
      entity: 'order',
      id: first.id,
      version: 1,
      changes: {
        values: { remark: 'x' },
        lines: {
          lines: [
            { do: 'update', id: b, values: { quantity: '5' } },
            { do: 'remove', id: a },
            { do: 'move', id: c, before: b },
            line({ note: 'd' }, { before: b, ref: 'd' }),
            { do: 'update', id: 'd', values: { quantity: '7' } },
          ],
        },
      },
    })
    expect(second).toMatchObject({ version: 2, number: first.number })
    const record = await load('order', first.id)
    expect(record.lines.lines!.map((row) => [row.values.note, String(row.values.quantity)])).toEqual([
      ['c', '2.000'],
      ['d', '7.000'],
      ['b', '5.000'],
    ])
    expect(record.values.party).toBe(Number(party))
    expect(record.lines.lines!.every((row, index, rows) => index === 0 || row.position > rows[index - 1]!.position)).toBe(true)
  })

  it('writes nothing when nothing changes', async () => {
    const first = await saved(order())
    const before = await workspace.contents()
    expect(await saved({ entity: 'order', id: first.id, version: 1, changes: { values: { party } } })).toMatchObject({ version: 1 })
    expect(await workspace.contents()).toBe(before)
  })

  it('opens what a change unlocks and keeps what was locked', async () => {
    const first = await saved(order({ locked: true, discount: '0' }, [line()]), { person: null }).catch((error: unknown) => error)
    expect(first).toMatchObject({ code: 'field-not-writable', path: 'discount' })
    const locked = await saved(order({ locked: true }))
    expect(
      await workspace.refusal('save', { entity: 'order', id: locked.id, version: 1, changes: { values: { discount: '0.2' } } }),
    ).toMatchObject({ code: 'field-not-writable', path: 'discount' })
    expect(
      await saved({ entity: 'order', id: locked.id, version: 1, changes: { values: { locked: false, discount: '0.2' } } }),
    ).toMatchObject({ version: 2 })
  })

  it('previews without writing', async () => {
    const before = await workspace.contents()
    const preview = await workspace.run('save', order({ discount: '2' }, [line({ quantity: '2000' })]), { dryRun: true })
    expect(preview).toMatchObject({
      values: { party, region: 'north', terms: '30', total: '-4011.00' },
      titles: { party: 'North Ltd' },
      lines: { lines: [{ id: null, values: { price: '2.0055' }, titles: { item: 'Bolt' } }] },
      problems: [
        { code: 'rule-refused', path: 'discount' },
        { code: 'rule-refused', path: 'lines/0/quantity', message: 'row 1, Too much' },
      ],
    })
    expect(await workspace.contents()).toBe(before)
  })
})

describe('refusals', () => {
  let draft: Saved
  let foreign: Saved
  let contents: string

  beforeEach(async () => {
    draft = await saved(order({}, [line({}, { ref: 'a' })]), { person: clerk })
    foreign = await saved(order({}, [line({}, { ref: 'a' })]), { person: other })
    contents = await workspace.contents()
  })

  const change = (changes: unknown, more: Record<string, unknown> = {}) => ({ entity: 'order', id: draft.id, version: 1, changes, ...more })
  const values = (given: unknown) => () => change({ values: given })
  const lines =
    (...given: unknown[]) =>
    () =>
      change({ lines: { lines: given } })

  const cases: [title: string, body: () => unknown, code: string, path: string | undefined][] = [
    ['a body that is no object', () => 'x', 'wrong-type', undefined],
    ['no body', () => null, 'wrong-type', undefined],
    ['a list as body', () => [], 'wrong-type', undefined],
    ['no entity', () => ({}), 'required', 'entity'],
    ['an unknown property', () => ({ ...order(), status: 'posted' }), 'unknown-field', 'status'],
    ['an owner in the body', () => ({ ...order(), owner: '1' }), 'unknown-field', 'owner'],
    ['an unknown entity', () => ({ entity: 'nothing' }), 'unknown-entity', undefined],
    ['an entity that is a property of objects', () => ({ entity: 'constructor' }), 'unknown-entity', undefined],
    ['a numeric id', () => ({ entity: 'order', id: 12, version: 1 }), 'wrong-type', 'id'],
    ['an id with zeros', () => ({ entity: 'order', id: '012', version: 1 }), 'bad-id', 'id'],
    ['an unknown id', () => ({ entity: 'order', id: '999999', version: 1 }), 'unknown-record', 'id'],
    ['the id of another entity', () => ({ entity: 'order', id: party, version: 1 }), 'unknown-record', 'id'],
    ['no version', () => ({ entity: 'order', id: draft.id, changes: {} }), 'required', 'version'],
    ['a version as text', () => ({ entity: 'order', id: draft.id, version: '1' }), 'wrong-type', 'version'],
    ['a stale version', () => change({}, { version: 7 }), 'stale-version', 'version'],
    [
      'a foreign record',
      () => ({ entity: 'order', id: foreign.id, version: 1, changes: { values: { remark: 'x' } } }),
      'unknown-record',
      'id',
    ],
    ['an unknown field', values({ nothing: 1 }), 'unknown-field', 'nothing'],
    ['a system column', values({ status: 'posted' }), 'unknown-field', 'status'],
    ['an inherited name', values({ hasOwnProperty: 'x' }), 'unknown-field', 'hasOwnProperty'],
    ['values that are a list', values([]), 'wrong-type', 'changes/values'],
    ['a formula field', values({ total: '1' }), 'field-not-writable', 'total'],
    ['a live field', values({ region: 'x' }), 'field-not-writable', 'region'],
    ['a hidden field', values({ secret: 'x' }), 'field-not-writable', 'secret'],
    ['lines as a value', values({ lines: [] }), 'unknown-field', 'lines'],
    ['text for a number', values({ discount: 'abc' }), 'bad-number', 'discount'],
    ['a boolean for a number', values({ discount: true }), 'wrong-type', 'discount'],
    ['too many digits', values({ discount: '0.125' }), 'too-many-digits', 'discount'],
    ['a number out of range', values({ discount: '99999999999999999' }), 'out-of-range', 'discount'],
    ['a date that is none', values({ date: '2025-02-30' }), 'bad-date', 'date'],
    ['a number for a text', values({ remark: 5 }), 'wrong-type', 'remark'],
    ['a number for a reference', values({ party: 5 }), 'wrong-type', 'party'],
    ['a reference to nothing', values({ party: '99999' }), 'unknown-record', 'party'],
    ['a reference to another entity', () => change({ values: { party: item } }), 'unknown-record', 'party'],
    ['a reference to a row that is not visible', () => change({ values: { party: south } }), 'unknown-record', 'party'],
    ['an empty required field', values({ party: null }), 'required', 'party'],
    ['a rule', values({ discount: '1' }), 'rule-refused', 'discount'],
    ['unknown lines', () => change({ lines: { rows: [] } }), 'unknown-field', 'rows'],
    ['an unknown line operation', lines({ do: 'drop', id: '1' }), 'not-an-option', 'changes/lines/lines/0/do'],
    ['a line operation with more', lines({ do: 'insert', values: {}, position: 1 }), 'unknown-field', 'changes/lines/lines/0/position'],
    ['an unknown line', lines({ do: 'update', id: '12', values: {} }), 'unknown-line', 'lines'],
    [
      'a line of another record',
      () => change({ lines: { lines: [{ do: 'update', id: foreign.lines.a, values: { quantity: '1' } }] } }),
      'unknown-line',
      'lines',
    ],
    [
      'a line removed twice',
      () =>
        change({
          lines: {
            lines: [
              { do: 'remove', id: draft.lines.a },
              { do: 'remove', id: draft.lines.a },
            ],
          },
        }),
      'unknown-line',
      'lines',
    ],
    ['a line before nothing', () => change({ lines: { lines: [line({}, { before: '77' })] } }), 'unknown-line', 'lines'],
    ['an unknown field in a line', () => change({ lines: { lines: [line({ foo: 1 })] } }), 'unknown-field', 'lines/1/foo'],
    ['a computed field in a line', () => change({ lines: { lines: [line({ amount: '1' })] } }), 'field-not-writable', 'lines/1/amount'],
    [
      'a field that the role may not write',
      () => change({ lines: { lines: [line({ price: '1' })] } }),
      'field-not-writable',
      'lines/1/price',
    ],
    ['a required field in a line', () => change({ lines: { lines: [line({ item: null })] } }), 'required', 'lines/1/item'],
    [
      'a number below its minimum in a line',
      () => change({ lines: { lines: [line({ quantity: '0' })] } }),
      'too-small',
      'lines/1/quantity',
    ],
    ['a rule over lines', () => change({ lines: { lines: [line({ quantity: '1001' })] } }), 'rule-refused', 'lines/1/quantity'],
    ['too many lines', () => change({ lines: { lines: Array.from({ length: 20 }, () => line()) } }), 'too-many-items', 'lines'],
  ]

  it.each(cases)('%s', async (_title, body, code, path) => {
    const refusal = await workspace.refusal('save', body(), { person: clerk })
    expect({ code: refusal.code, path: refusal.path }).toEqual({ code, path })
    expect(refusal.message).not.toContain('?')
    expect(await workspace.contents()).toBe(contents)
  })

  it('tells everything that is wrong at once, with rows', async () => {
    const refusal = await workspace.refusal(
      'save',
      order({ party: null, discount: '3' }, [line(), line({ quantity: null }), line({ quantity: '5000' })]),
      { language: 'zh' },
    )
    expect(refusal.errors?.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['required', 'party', '“单位”必须填写'],
      ['required', 'lines/1/quantity', '“第 2 行 数量”必须填写'],
      ['rule-refused', 'discount', '折扣须小于 1'],
      ['rule-refused', 'lines/2/quantity', '第 3 行 数量过大'],
    ])
    expect(await workspace.contents()).toBe(contents)
  })

  it('names field and row of a value that cannot be read, and of a field that is none', async () => {
    const refusal = await workspace.refusal(
      'save',
      order({ nope: 1 }, [line(), line({ quantity: 'abc' }), line({ item: 7 }), line({ nope: 1 })]),
      { language: 'zh' },
    )
    expect(refusal.errors?.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['unknown-field', 'nope', '没有名为“nope”的字段'],
      ['bad-number', 'lines/1/quantity', '第 2 行 数量：“abc”不是有效的数字'],
      ['wrong-type', 'lines/2/item', expect.stringMatching(/^第 3 行 .+：应为编号文本，收到的是数字$/)],
      ['unknown-field', 'lines/3/nope', '没有名为“第 4 行 nope”的字段'],
    ])
  })

  it('tells who changed what of a stale version, without what the reader may not see', async () => {
    const code = await workspace.save('item', { code: 'Z9', cost: '1', price: '2' })
    await workspace.run(
      'save',
      { entity: 'item', id: code.id, version: 1, changes: { values: { price: '3', cost: '2.5' } } },
      { person: null },
    )
    const refusal = await workspace.refusal(
      'save',
      { entity: 'item', id: code.id, version: 1, changes: { values: { price: '4' } } },
      { person: clerk, language: 'zh' },
    )
    expect(refusal).toMatchObject({
      code: 'stale-version',
      errors: [{ code: 'changed-meanwhile', path: 'price', message: '系统 已将“售价”由 2.0000 改为 3.0000' }],
    })
    expect(JSON.stringify(refusal)).not.toContain('2.5')
  })

  it('refuses values that are taken', async () => {
    expect(await workspace.refusal('save', { entity: 'item', changes: { values: { code: 'A1' } } })).toMatchObject({
      code: 'not-unique',
      path: 'code',
    })
  })

  it('refuses to write a hidden field, even with its present value', async () => {
    expect(
      await workspace.refusal('save', { entity: 'item', id: item, version: 1, changes: { values: { cost: '1.5' } } }, { person: clerk }),
    ).toMatchObject({ code: 'field-not-writable', path: 'cost' })
  })

  it('refuses an id of another entity, also where it was seen as its own', async () => {
    expect(await workspace.refusal('save', { entity: 'receipt', changes: { values: { party, order: party } } })).toMatchObject({
      code: 'unknown-record',
      path: 'order',
    })
  })

  it('refuses people without the right, and those who are gone', async () => {
    const reader = Number((await workspace.save('person', { name: '王五', login: 'wang', roles: ['reader'] })).id)
    const nobody = Number((await workspace.save('person', { name: '无', login: 'wu', roles: ['nobody'] })).id)
    expect(await workspace.refusal('save', order(), { person: reader })).toMatchObject({
      code: 'not-permitted',
      message: 'You are not permitted to: create Order',
    })
    expect(await workspace.refusal('save', order(), { person: nobody })).toMatchObject({ code: 'unknown-record' })
    await workspace.run('disable', { entity: 'person', id: String(reader), version: 1 })
    expect(await workspace.refusal('save', order(), { person: reader })).toMatchObject({ code: 'not-logged-in' })
    expect(await workspace.refusal('save', order(), { person: 123456 })).toMatchObject({ code: 'not-logged-in' })
    expect(await workspace.refusal('no-such-command', {}, {})).toMatchObject({ code: 'not-found' })
  })

  it('keeps a key within its scopes', async () => {
    expect(await workspace.refusal('save', order(), { person: clerk, scopes: ['order:view'] })).toMatchObject({ code: 'not-permitted' })
    expect(await saved(order(), { person: clerk, scopes: ['order:create', '*:view'] })).toMatchObject({ version: 1 })
  })

  it('keeps a record within the rows of who saves it', async () => {
    const people = (await workspace.refusal(
      'save',
      { entity: 'person', changes: { values: { name: 'x', roles: ['administrator'] } } },
      { person: clerk },
    )) as { code: string }
    expect(people).toMatchObject({ code: 'grant-exceeds-own', path: 'roles' })
  })
})
