import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reading } from '@formwork/platform/plugin/contracts/dialect.ts'
import { TestWorkspace } from '../command/command-workspace.fixture.ts'
import { modelOfDefinitions, orderDefinitions } from '../command/ledger/orders.fixture.ts'
import type { Answer } from '../command/unit.ts'
import { readOrganisation } from '../store/organisation/read-organisation.ts'
import { readRevisions } from '../store/organisation/revisions.ts'
import type { Query } from './query.ts'
import { reportOrigin } from './report-origin.ts'
import { report as reportQuery } from './report.ts'

const roles = {
  kind: 'roles',
  name: 'roles',
  roles: [
    { name: 'administrator', label: 'A', administrator: true, grants: [{ name: 'all', resource: '*', operations: ['view'] }] },
    {
      name: 'clerk',
      label: 'C',
      grants: [
        { name: 'all', resource: '*', operations: ['view'] },
        { name: 'goods', resource: 'goods', operations: ['view'], hide: ['value'] },
      ],
    },
    {
      name: 'buyer',
      label: 'B',
      grants: [
        { name: 'items', resource: 'item', operations: ['view'] },
        { name: 'goods', resource: 'goods', operations: ['view'] },
      ],
    },
    {
      name: 'planner',
      label: 'P',
      grants: [
        { name: 'items', resource: 'item', operations: ['view'] },
        { name: 'goods', resource: 'goods', operations: ['view'] },
        { name: 'ordered', resource: 'ordered', operations: ['view'], whole: true },
      ],
    },
  ],
}
const stand = {
  kind: 'report',
  name: 'stand',
  shape: 'balance',
  from: { ledger: 'goods' },
  parameters: [{ name: 'at', type: 'date' }],
  columns: [{ name: 'item' }, { name: 'onHand' }, { name: 'value' }],
}
const ordered = {
  kind: 'report',
  name: 'ordered',
  shape: 'table',
  from: { entity: 'order', lines: 'lines' },
  parameters: [{ name: 'least', type: 'number', scale: 0 }],
  filter: '=lines.quantity >= parameter.least',
  columns: [
    { name: 'article', value: 'lines.article' },
    { name: 'quantity', value: 'lines.quantity', aggregate: 'sum' },
  ],
}
const short = {
  kind: 'report',
  name: 'short',
  shape: 'balance',
  from: { ledger: 'goods' },
  parameters: [{ name: 'least', type: 'number', scale: 0 }],
  columns: [
    { name: 'item' },
    { name: 'ordered', join: { report: 'ordered', column: 'quantity', on: { article: 'item' }, with: { least: '=parameter.least' } } },
    { name: 'onHand' },
    { name: 'worth', join: { report: 'stand', column: 'value', on: { item: 'item' } } },
    { name: 'left', type: 'number', scale: 0, formula: '=onHand - ordered', total: true },
    { name: 'rate', type: 'number', scale: 2, formula: '=worth / onHand' },
  ],
}
const day = {
  kind: 'report',
  name: 'day',
  shape: 'statement',
  from: {},
  parameters: [{ name: 'to', type: 'date' }],
  columns: [
    { name: 'then', label: 'Then', type: 'number', scale: 2, with: { at: '=parameter.to' } },
    { name: 'now', label: 'Now', type: 'number', scale: 2 },
    { name: 'twice', label: 'Twice', type: 'number', scale: 2, formula: '=now * 2' },
  ],
  rows: [
    { name: 'head', label: { zh: '库', en: 'Store' }, style: 'heading' },
    { name: 'pieces', label: 'Pieces', of: { report: 'stand', column: 'onHand' } },
    { name: 'worth', label: 'Worth', of: { report: 'stand', column: 'value' } },
    { name: 'doubled', label: 'Doubled', formula: '=pieces * 2' },
    { name: 'rate', label: 'Rate', formula: '=if pieces = 0 then 0 else worth / pieces', style: 'total' },
  ],
}

const grouped = {
  kind: 'report',
  name: 'grouped',
  shape: 'table',
  from: { entity: 'order', lines: 'lines' },
  parameters: [{ name: 'least', type: 'number', scale: 0 }],
  columns: [
    { name: 'article', value: 'lines.article', group: true },
    { name: 'quantity', value: 'lines.quantity', aggregate: 'sum', total: true },
    { name: 'last', value: 'lines.quantity', aggregate: 'last', along: 'date' },
    { name: 'half', type: 'number', scale: 1, formula: '=quantity / 2', total: true, shown: false },
    { name: 'share', type: 'number', scale: 2, formula: '=half / quantity', total: 'formula' },
  ],
  axes: [{ name: 'place' }, { name: 'month', value: 'date', part: 'month' }, { name: 'size', value: 'lines.quantity' }],
  keep: '=parameter.least = null or quantity >= parameter.least',
}
const beside = {
  ...grouped,
  name: 'beside',
  columns: [
    { name: 'article', value: 'lines.article', group: true },
    { name: 'quantity', value: 'lines.quantity', aggregate: 'sum', total: true },
    { name: 'same', total: true, join: { report: 'grouped', column: 'quantity', on: { article: 'article' } } },
    { name: 'onHand', join: { report: 'stand', column: 'onHand', on: { item: 'article' } } },
    { name: 'left', type: 'number', scale: 0, formula: '=onHand - quantity' },
  ],
  keep: '=left > -1000',
}
const dear = { ...stand, name: 'dear', columns: [...stand.columns], keep: '=value > 5' }
const written = {
  kind: 'report',
  name: 'written',
  shape: 'turnover',
  from: { ledger: 'goods' },
  columns: [
    { name: 'record' },
    { name: 'entity' },
    { name: 'where', value: 'record', fields: ['place'] },
    { name: 'kind' },
    { name: 'mean', value: 'onHand', aggregate: 'average', scale: 1 },
    { name: 'onHand' },
  ],
  keep: '=onHand > 0',
}

const stacked = {
  kind: 'report',
  name: 'stacked',
  shape: 'union',
  from: {},
  parameters: [{ name: 'least', type: 'number', scale: 0 }],
  columns: [
    { name: 'number', ordinal: ['item'] },
    { name: 'item' },
    { name: 'onHand', aggregate: 'sum', total: true },
    { name: 'worth', aggregate: 'sum' },
    { name: 'double', type: 'number', scale: 0, formula: '=onHand * 2' },
  ],
  parts: [
    { name: 'one', report: 'short', with: { least: '=parameter.least' } },
    { name: 'other', report: 'stand' },
  ],
}

const twice = {
  kind: 'report',
  name: 'twice',
  shape: 'union',
  from: {},
  columns: [{ name: 'item' }, { name: 'onHand', aggregate: 'sum', total: true }],
  parts: [
    { name: 'both', report: 'stacked' },
    { name: 'again', report: 'stand' },
  ],
}

interface Result {
  columns: { name: string; type: string }[]
  rows: Record<string, unknown>[]
  totals: Record<string, string>
}

describe('reports made of reports', () => {
  let workspace: TestWorkspace
  const people: Record<string, number> = {}
  const items: string[] = []

  const run = (report: string, parameters: Record<string, unknown> = {}, person = 'administrator'): Promise<Result> =>
    ask(reportQuery, { report, parameters }, person) as Promise<Result>

  /** What was read of the ledger by the last question. */
  let ledgerReads = 0
  const ask = (query: Query, request: object, person = 'administrator'): Promise<unknown> =>
    workspace.database.read(async (plain) => {
      ledgerReads = 0
      const reading: Reading = {
        get: (statement, values) => plain.get(statement, values),
        all: (statement, values) => {
          if (statement.sql.includes('from "balance_')) ledgerReads++
          return plain.all(statement, values)
        },
      }
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const { id, name, login, roles: own, department } = organisation.people.get(people[person]!)!
      const actor = { person: id, name, login, roles: own, department, language: 'en' as const }
      const { store, registry, now } = workspace
      const context = { reading, model: store.model, store, registry, actor, organisation, now, language: 'en' as const }
      return query.run(context, request as never)
    })

  beforeAll(async () => {
    workspace = await TestWorkspace.ofModel(
      modelOfDefinitions([...orderDefinitions, roles, stand, ordered, short, day, grouped, beside, written, dear, stacked, twice]),
    )
    for (const role of ['administrator', 'clerk', 'buyer', 'planner']) {
      people[role] = Number((await workspace.save('person', { name: role, login: role, roles: [role] })).id)
    }
    for (const name of ['bolt', 'nut']) items.push((await workspace.save('item', { name })).id)
    const place = (await workspace.save('place', { name: 'A' })).id
    const submit = (entity: string, date: string, line: Record<string, unknown>): Promise<Answer> =>
      workspace.run('submit', { entity, changes: { values: { date, place }, lines: { lines: [{ do: 'insert', values: line }] } } })
    await submit('receipt', '2025-11-20', { article: items[0], quantity: '10', value: '10.00' })
    await submit('receipt', '2025-11-22', { article: items[1], quantity: '4', value: '2.00' })
    await submit('order', '2025-11-20', { article: items[0], quantity: '3' })
    await submit('order', '2025-11-20', { article: items[0], quantity: '2' })
  })
  afterAll(() => workspace.close())

  it('join a figure by key, in its place, with the other report’s type; what is missing counts as nothing', async () => {
    const { columns, rows, totals } = await run('short')
    expect(columns.map(({ name }) => name)).toEqual(['item', 'ordered', 'onHand', 'worth', 'left', 'rate'])
    expect(rows.map(({ ordered: of, left, rate }) => [of, left, rate])).toEqual([
      ['5', '5', '1.00'],
      ['0', '4', '0.50'],
    ])
    expect(totals).toEqual({ left: '9' })
  })

  it('pass parameters on', async () => {
    const { rows } = await run('short', { least: '3' })
    expect(rows.map(({ ordered: of }) => of)).toEqual(['3', '0'])
  })

  it('stand line by line, column by column', async () => {
    const { columns, rows } = await run('day', { to: '2025-11-20' })
    expect(columns.map(({ name }) => name)).toEqual(['line', 'then', 'now', 'twice'])
    expect(rows.map(({ line, then, now, twice }) => [line, then, now, twice])).toEqual([
      ['Store', null, null, null],
      ['Pieces', '10.00', '14.00', '28.00'],
      ['Worth', '10.00', '12.00', '24.00'],
      ['Doubled', '20.00', '28.00', '56.00'],
      ['Rate', '1.00', '0.86', '1.72'],
    ])
  })

  it('leave out what the reader may not see, and what is computed from it', async () => {
    expect((await run('short', {}, 'clerk')).columns.map(({ name }) => name)).toEqual(['item', 'ordered', 'onHand', 'left'])
    expect((await run('day', {}, 'clerk')).rows.map(({ line }) => line)).toEqual(['Store', 'Pieces', 'Doubled'])
    expect((await run('short', {}, 'buyer')).columns.map(({ name }) => name)).toEqual(['item', 'onHand', 'worth', 'rate'])
  })

  it('tell the figures of all records to whom a grant shows them whole, and lead nobody to records that he may not see', async () => {
    await expect(run('ordered', {}, 'buyer')).rejects.toMatchObject({ code: 'not-permitted' })
    expect((await run('ordered', {}, 'planner')).rows).toEqual((await run('ordered')).rows)
    expect((await run('short', {}, 'planner')).rows.map(({ ordered: of }) => of)).toEqual(['5', '0'])
    const [row] = (await run('ordered')).rows
    const asked = { report: 'ordered', column: 'quantity', parameters: {}, where: { article: row!.article } }
    expect(await ask(reportOrigin, asked)).toMatchObject({ total: '5', count: 2 })
    await expect(ask(reportOrigin, asked, 'planner')).rejects.toMatchObject({ code: 'not-permitted' })
  })

  it('tell joined figures apart by the axes that the other report knows, and leave out those that it does not', async () => {
    const usual = await run('beside')
    expect(usual.columns.map(({ name }) => name)).toEqual(['article', 'quantity', 'same', 'onHand', 'left'])
    const { columns, rows } = await run('beside', { '@by': 'article,month,size' })
    expect(columns.map(({ name }) => name)).toEqual(['article', 'month', 'size', 'quantity', 'same'])
    expect(rows.map(({ quantity, same }) => [quantity, same])).toEqual([
      ['2', '2'],
      ['3', '3'],
    ])
  })

  it('are grouped by what their reader chose: axes, months, the latest value and totals computed again', async () => {
    const usual = await run('grouped')
    expect(usual.columns.map(({ name }) => name)).toEqual(['article', 'quantity', 'last', 'share'])
    expect([usual.rows.length, usual.totals]).toEqual([1, { quantity: '5', share: '0.50' }])
    const { columns, rows } = await run('grouped', { '@by': 'place,month' })
    expect(columns.map(({ name }) => name)).toEqual(['place', 'month', 'quantity', 'last', 'share'])
    expect(rows.map(({ month, quantity, last }) => [month, quantity, last])).toEqual([['2025-11', '5', '2']])
    await expect(run('grouped', { '@by': 'colour' })).rejects.toThrow('colour')
  })

  it('keep the rows that the definition keeps', async () => {
    expect((await run('grouped', { least: '5' })).rows).toHaveLength(1)
    expect((await run('grouped', { least: '6' })).rows).toHaveLength(0)
    expect((await run('dear')).rows).toHaveLength(1)
  })

  it('keep none by what their reader may not see', async () => {
    const { columns, rows } = await run('dear', {}, 'clerk')
    expect([columns.map(({ name }) => name), rows]).toEqual([['item', 'onHand'], []])
  })

  it('stand one below the other, added up by what they share; whoever may not see a part or its figures sees none', async () => {
    const { columns, rows, totals } = await run('stacked')
    expect(columns.map(({ name, type }) => [name, type]).slice(0, 3)).toEqual([
      ['number', 'number'],
      ['item', 'reference'],
      ['onHand', 'number'],
    ])
    expect(rows.map(({ number, item, onHand, worth, double }) => [number, item, onHand, worth, double])).toEqual([
      ['1', items[0], '20', '10.00', '40'],
      ['2', items[1], '8', '2.00', '16'],
    ])
    expect(totals).toEqual({ onHand: '28' })
    await expect(run('stacked', {}, 'clerk')).rejects.toMatchObject({ code: 'not-permitted' })
  })

  it('read nothing twice in one question', async () => {
    await run('stacked')
    const once = ledgerReads
    expect((await run('twice')).totals).toEqual({ onHand: '42' })
    expect([once, ledgerReads]).toEqual([2, 2])
  })

  it('know what wrote an entry, when, and whom or what that was about', async () => {
    const { columns, rows } = await run('written')
    expect(columns.find(({ name }) => name === 'entity')!.type).toBe('select')
    expect(rows.map(({ entity, where, kind, mean, onHand }) => [entity, where, kind, mean, onHand])).toEqual([
      ['receipt', 'A', 'post', '10.0', '10'],
      ['receipt', 'A', 'post', '4.0', '4'],
    ])
  })
})
