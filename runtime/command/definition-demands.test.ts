import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { item, party, roles } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

/** One entity that asks for everything a definition can ask for. */
const sheet: EntityDefinition = {
  kind: 'entity',
  name: 'sheet',
  label: { zh: '表', en: 'Sheet' },
  nature: 'document',
  fields: [
    {
      name: 'kind',
      type: 'select',
      options: [
        { name: 'a', label: 'A' },
        { name: 'b', label: 'B' },
      ],
      default: 'a',
    },
    {
      name: 'tags',
      type: 'select',
      multiple: true,
      options: [
        { name: 'x', label: 'X' },
        { name: 'y', label: 'Y' },
      ],
    },
    { name: 'reason', label: { zh: '原因', en: 'Reason' }, type: 'text', required: '=kind = "b"', visible: '=kind = "b"' },
    { name: 'divisor', type: 'number', scale: 2, default: '1' },
    { name: 'share', label: { zh: '份额', en: 'Share' }, type: 'number', scale: 3, formula: '=1 / divisor' },
    { name: 'must', label: { zh: '必算', en: 'Must' }, type: 'number', formula: '=divisor * 2', required: true },
    { name: 'owner2', type: 'member', default: '=user.id' },
    { name: 'team', type: 'member', multiple: true },
    { name: 'partner', type: 'reference', entity: 'party', filter: '=region = "north"' },
    { name: 'region', type: 'text', formula: '=partner.region' },
    {
      name: 'neighbour',
      label: { zh: '邻', en: 'Neighbour' },
      type: 'reference',
      entity: 'party',
      filter: '=region = record.partner.region',
    },
    { name: 'deadline', type: 'date', formula: '=if terms = null then null else date + duration("P" + string(terms) + "D")' },
    { name: 'terms', type: 'number', formula: '=partner.terms' },
    { name: 'date', type: 'date', default: '=today()' },
    { name: 'at', type: 'date-time', default: '=now()' },
    { name: 'year', type: 'number' },
    { name: 'batch', type: 'text' },
    {
      name: 'rows',
      label: { zh: '行', en: 'Rows' },
      type: 'lines',
      required: true,
      fields: [
        { name: 'code', label: { zh: '号', en: 'Code' }, type: 'text', unique: true },
        { name: 'weight', type: 'number', scale: 2, default: '1' },
        { name: 'zone', type: 'text' },
        {
          name: 'helper',
          label: { zh: '帮', en: 'Helper' },
          type: 'reference',
          entity: 'party',
          filter: '=region = line.zone and id != record.partner.id',
        },
        { name: 'whom', type: 'reference', entity: 'party' },
        { name: 'whomRegion', type: 'lookup', through: 'whom', field: 'region' },
        { name: 'mark', label: { zh: '记号', en: 'Mark' }, type: 'text', visible: '=whomRegion = "north"' },
        { name: 'part', type: 'number', scale: 4, formula: '=weight / record.weights' },
      ],
    },
    { name: 'weights', type: 'number', scale: 2, formula: '=sum(rows.weight)' },
    { name: 'parts', type: 'number', scale: 2, formula: '=sum(rows.part)' },
  ],
  unique: [{ name: 'year-batch', fields: ['year', 'batch'], message: { zh: '该年批次已有', en: 'That batch exists in the year' } }],
  rules: [{ name: 'odd', label: { zh: '奇', en: 'Odd' }, that: '=date.nothing > 1', message: 'x', on: 'submit' }],
}

let workspace: TestWorkspace
let north: string
let south: string
let person: string
let serial = 0

beforeAll(async () => {
  workspace = await TestWorkspace.open({ entities: [item, party, sheet], roles })
  north = (await workspace.save('party', { name: 'N', region: 'north', terms: '30' })).id
  south = (await workspace.save('party', { name: 'S', region: 'south' })).id
  person = (await workspace.save('person', { name: '张三', login: 'z', roles: ['administrator'] })).id
})
afterAll(() => workspace.close())

const body = (values: Record<string, unknown> = {}, rows: Record<string, unknown>[] = [{}]) => ({
  entity: 'sheet',
  changes: { values, lines: { rows: rows.map((row) => ({ do: 'insert', values: { code: `c${serial++}`, ...row } })) } },
})
const saved = async (request: unknown) => {
  const { id } = (await workspace.run('save', request, { person: Number(person) })) as Answer & { id: string }
  const record = (await workspace.database.read((reading) => Promise.resolve(workspace.store.records.load(reading, 'sheet', Number(id)))))!
  const plain = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === null ? null : String(value)]))
  return { id, values: plain(record.values), rows: record.lines.rows!.map((row) => plain(row.values)) }
}

describe('a cell that only some rows have', () => {
  it('is written in those rows, refused in the others, and may be emptied when its row has it no more', async () => {
    const request = (rows: Record<string, unknown>[]) => body({}, rows)
    expect(
      (
        await saved(
          request([
            { whom: north, mark: 'm' },
            { whom: south, mark: null },
          ]),
        )
      ).rows.map(({ mark }) => mark),
    ).toEqual(['m', null])
    expect(
      await workspace.refusal(
        'save',
        request([
          { whom: north, mark: 'm' },
          { whom: south, mark: 'm' },
        ]),
      ),
    ).toMatchObject({
      code: 'field-not-writable',
      path: 'rows/1/mark',
    })
    const { id } = await saved(request([{ whom: north, mark: 'm' }]))
    const line = (await workspace.database.read((reading) => Promise.resolve(workspace.store.records.load(reading, 'sheet', Number(id)))))!
      .lines.rows![0]!
    const update = (values: object) => ({
      entity: 'sheet',
      id,
      version: 1,
      changes: { lines: { rows: [{ do: 'update', id: String(line.id), values }] } },
    })
    expect(await workspace.refusal('save', update({ whom: south, mark: 'other' }))).toMatchObject({ code: 'field-not-writable' })
    expect((await saved(update({ whom: south, mark: null }))).rows[0]!.mark).toBeNull()
  })
})

describe('what is computed', () => {
  it('follows references, the clock and the person who acts, each after what it reads', async () => {
    const { values } = await saved(body({ partner: north, tags: ['y', 'x', 'y'], team: [person, person] }))
    expect(values).toMatchObject({
      kind: 'a',
      region: 'north',
      terms: '30',
      deadline: '2025-12-21',
      owner2: person,
      tags: 'y,x',
      team: person,
      share: '1.000',
    })
    expect(values.at).toMatch(/^2025-11-21T10:00:00/)
  })

  it('goes from rows to the header, back into rows, and to the header again', async () => {
    const { values, rows } = await saved(body({}, [{ weight: '1' }, { weight: '2' }]))
    expect(rows.map((row) => row.part)).toEqual(['0.3333', '0.6667'])
    expect(values).toMatchObject({ weights: '3.00', parts: '1.00' })
  })

  it('rounds half up, away from zero', async () => {
    expect((await saved(body({ divisor: '16' }))).values.share).toBe('0.063')
    expect((await saved(body({ divisor: '-16' }))).values.share).toBe('-0.063')
  })

  it('is empty where what it reads is empty', async () => {
    expect((await saved(body({ partner: null }))).values).toMatchObject({ region: null, terms: null, deadline: null })
  })
})

describe('what a filter reads', () => {
  it('is judged again when it changes, and not when something else does', async () => {
    const { id } = await saved(body({ partner: north, neighbour: north }))
    const change = (version: number, values: Record<string, unknown>) => ({ entity: 'sheet', id, version, changes: { values } })
    await workspace.run('save', change(1, { batch: 'b-filter' }))
    expect(await workspace.refusal('save', change(2, { partner: null }))).toMatchObject({
      code: 'not-selectable',
      path: 'neighbour',
    })
  })
})

describe('refusals', () => {
  const cases: [string, () => unknown, [code: string, path: string | undefined, message: string][]][] = [
    [
      'an error of a formula, with its name',
      () => body({ divisor: '0' }),
      [['formula-error', 'share', 'The formula "Share" failed: Division by zero']],
    ],
    [
      'a computed field that stays empty though required',
      () => body({ divisor: null }),
      [['formula-error', 'must', 'The formula "Must" failed: the result is empty']],
    ],
    ['a field that becomes required', () => body({ kind: 'b' }), [['required', 'reason', '"Reason" is required']]],
    ['a field that is not shown', () => body({ reason: 'x' }), [['field-not-writable', 'reason', 'The field "Reason" may not be written']]],
    ['no rows where rows are required', () => body({}, []), [['required', 'rows', '"Rows" is required']]],
    [
      'a value twice in the rows',
      () => body({}, [{ code: 'same' }, { code: 'same' }]),
      [['not-unique', 'rows/1/code', 'The value "same" of "row 2, Code" already exists']],
    ],
    ['an option that is none', () => body({ kind: 'c' }), [['not-an-option', 'kind', '"c" is not an option of "kind"']]],
    ['an option in a list that is none', () => body({ tags: ['x', 'z'] }), [['not-an-option', 'tags', '"z" is not an option of "tags"']]],
    [
      'a choice outside a filter that reads the record',
      () => body({ partner: north, neighbour: south }),
      [['not-selectable', 'neighbour', 'What was chosen for "Neighbour" is disabled or not among the choices']],
    ],
    [
      'a choice outside a filter that reads its row',
      () =>
        body({ partner: north }, [
          { zone: 'south', helper: south },
          { zone: 'west', helper: south },
          { zone: 'north', helper: north },
        ]),
      ['rows/1/helper', 'rows/2/helper'].map((path, index) => [
        'not-selectable',
        path,
        `What was chosen for "row ${index + 2}, Helper" is disabled or not among the choices`,
      ]),
    ],
    [
      'a person in a list who is none',
      () => body({ team: [person, '77'] }),
      [['unknown-record', 'team', 'team: There is no Person with id 77']],
    ],
    [
      'a choice outside the filter',
      () => body({ partner: south }),
      [['not-selectable', 'partner', 'What was chosen for "partner" is disabled or not among the choices']],
    ],
  ]
  it.each(cases)('%s', async (_title, request, expected) => {
    const contents = await workspace.contents()
    const refusal = await workspace.refusal('save', request())
    const found = refusal.errors ?? [refusal]
    expect(found.map(({ code, path, message }) => [code, path, message])).toEqual(expected)
    expect(await workspace.contents()).toBe(contents)
  })

  it('a combination that is taken, in the words of the definition', async () => {
    await saved(body({ year: '2025', batch: 'b1' }))
    await saved(body({ year: '2025', batch: null }))
    await saved(body({ year: '2025', batch: null }))
    expect(await workspace.refusal('save', body({ year: '2025', batch: 'b1' }))).toMatchObject({
      code: 'rule-refused',
      message: 'That batch exists in the year',
      path: 'year',
    })
  })

  it('a rule that DMN calls an error, when it is judged', async () => {
    const { id } = await saved(body())
    expect(await workspace.refusal('submit', { entity: 'sheet', id, version: 1 })).toMatchObject({
      code: 'formula-error',
      message: expect.stringContaining('"Odd"'),
    })
  })

  it('formulas in a circle', async () => {
    const circle: EntityDefinition = {
      kind: 'entity',
      name: 'circle',
      nature: 'master',
      fields: [
        { name: 'a', type: 'number', formula: '=b + 1' },
        { name: 'rows', type: 'lines', fields: [{ name: 'c', type: 'number', formula: '=record.a' }] },
        { name: 'b', type: 'number', formula: '=sum(rows.c)' },
      ],
    }
    const broken = await TestWorkspace.open({ entities: [circle] })
    expect(await broken.refusal('save', { entity: 'circle' })).toMatchObject({
      code: 'formula-cycle',
      message: 'Formulas refer to each other in a circle: a → b → c → a',
    })
    await broken.close()
  })
})
