import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { openSqlite } from '@formwork/plugins/dialects/sqlite/open.ts'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../store/open-store.ts'
import { heldCoordinates } from '../../store/ledger/held-coordinates.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { modelOfDefinitions } from './orders.fixture.ts'

type Json = Record<string, unknown>

const field = (name: string, type: string, more = {}): Json => ({ name, label: name, type, ...more })
const document = (name: string, ...fields: unknown[]): Json => ({ kind: 'entity', name, label: name, nature: 'document', fields })
const posting = (entity: string, entry: Json): Json => ({
  kind: 'posting',
  name: entity,
  entity,
  on: 'posted',
  at: '=record.date',
  entries: [{ name: entity, ledger: 'wanted', where: { order: '=record.code', thing: '=record.thing' }, ...entry }],
})
const lookup = { name: 'open-at', by: ['thing', 'shelf'], figure: 'open' }
const ledger = (more: Json): Json => ({
  kind: 'ledger',
  name: 'wanted',
  label: 'Wanted',
  openItem: 'order',
  dimensions: [
    { name: 'order', label: 'Order', type: 'text', required: true },
    { name: 'thing', label: 'Thing', type: 'text', required: true },
  ],
  measures: ['asked', 'given', 'dropped'].map((name) => ({ name, label: name, type: 'number', scale: 2 })),
  derived: [
    { name: 'done', label: 'Done', value: '=given + dropped', scale: 2 },
    { name: 'open', label: 'Open', value: '=asked - done', scale: 2 },
  ],
  attributes: [{ name: 'shelf', label: 'Shelf', type: 'text' }],
  ...more,
})
const definitions = (more: Json): Json[] => {
  const fields = [
    field('date', 'date', { required: true }),
    field('code', 'text'),
    field('thing', 'text'),
    field('quantity', 'number', { scale: 2 }),
  ]
  return [
    { kind: 'template', name: 'wanted', version: '1.0.0' },
    document('ask', ...fields, field('shelf', 'text')),
    document('give', ...fields),
    ledger(more),
    posting('ask', { add: { asked: '=record.quantity' }, attributes: { shelf: '=record.shelf' } }),
    posting('give', { add: { given: '=record.quantity' } }),
  ]
}

async function filled(more: Json): Promise<TestWorkspace> {
  const workspace = await TestWorkspace.ofModel(modelOfDefinitions(definitions(more)))
  const submit = (entity: string, values: Json): Promise<unknown> =>
    workspace.run('submit', { entity, changes: { values: { date: '2025-11-20', ...values } } })
  await submit('ask', { code: 'one', thing: 'pen', shelf: 'left', quantity: '5' })
  await submit('ask', { code: 'two', thing: 'pen', shelf: 'left', quantity: '2.5' })
  await submit('ask', { code: 'three', thing: 'pen', shelf: 'right', quantity: '4' })
  await submit('ask', { code: 'four', thing: 'cup', shelf: 'left', quantity: '1' })
  await submit('give', { code: 'one', thing: 'pen', quantity: '3' })
  await submit('give', { code: 'four', thing: 'cup', quantity: '1' })
  return workspace
}

describe('balances by what they carry', () => {
  it.each([
    ['with a lookup', { lookups: [lookup] }],
    ['without one', {}],
  ])('are summed over attributes, %s', async (_name, more) => {
    const workspace = await filled(more)
    const figure = (name: string, where: Json): Promise<string> =>
      workspace.inUnit(async (unit) => String(await unit.readBalance('wanted', name, where)))
    expect(await figure('open', { thing: 'pen', shelf: 'left' })).toBe('4.50')
    expect(await figure('open', { thing: 'pen', shelf: 'right' })).toBe('4.00')
    expect(await figure('open', { thing: 'cup', shelf: 'left' })).toBe('0.00')
    // Another figure at the same place counts what is closed too.
    expect(await figure('asked', { thing: 'cup', shelf: 'left' })).toBe('1.00')
    expect(await figure('asked', { shelf: 'left' })).toBe('8.50')
    await expect(figure('open', { drawer: 'left' })).rejects.toMatchObject({ code: 'unknown-measure' })
    await workspace.close()
  })

  it('are found where something is open alone', async () => {
    const workspace = await filled({ lookups: [lookup] })
    const places = await workspace.inUnit((unit) =>
      heldCoordinates(unit.transaction, unit.store.ledgers, 'wanted', { by: ['thing', 'shelf'], limit: 9 }),
    )
    expect(places).toEqual([
      { thing: 'pen', shelf: 'left' },
      { thing: 'pen', shelf: 'right' },
    ])
    await workspace.close()
  })

  it('lie in an index that a publish adds and that the reading uses', async () => {
    const database = await openSqlite({ location: ':memory:' })
    const registry = createBuiltInRegistry()
    await openStore(modelOfDefinitions(definitions({}))(registry), registry, database)
    const { ledgers } = await openStore(modelOfDefinitions(definitions({ lookups: [lookup] }))(registry), registry, database)
    const { table } = ledgers.plansOf('wanted')
    const [asked, given, dropped] = table.measures
    const sql = `explain query plan select sum(${asked}) from ${table.balances} where ${table.dimensions[1]} = ? and ${table.attributes[0]} in (?) and (1 * ${asked} + -1 * ${given} + -1 * ${dropped}) <> 0`
    const plan = await database.read(async (reading) => reading.all({ sql }, ['pen', 'left']))
    expect(plan.map(({ detail }) => String(detail)).join()).toContain(`USING INDEX ${table.lookups[0]}`)
    await database.close()
  })
})

it.each([
  ['by something that is not there', { lookups: [{ ...lookup, by: ['drawer'] }] }, 'unknown-name'],
  ['by an attribute that only entries carry', { openItem: undefined, lookups: [lookup] }, 'unknown-name'],
  ['of a figure that is not there', { lookups: [{ ...lookup, figure: 'late' }] }, 'unknown-name'],
  [
    'of a figure that parts do not add up to',
    { derived: [{ name: 'open', label: 'Open', value: '=max(0, asked - given)' }], lookups: [lookup] },
    'lookup-figure',
  ],
])('a lookup %s is refused', (_name, more, code) => {
  expect(() => modelOfDefinitions(definitions(more))(createBuiltInRegistry())).toThrow(`"code": "${code}"`)
})
