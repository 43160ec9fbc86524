import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { item, party, roles } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

const money = { type: 'money' }

/** Defaults that go on following, one that counts once, and rows that take what those above leave. */
const sheet: EntityDefinition = {
  kind: 'entity',
  name: 'sheet',
  nature: 'document',
  fields: [
    { name: 'party', type: 'reference', entity: 'party' },
    { name: 'terms', type: 'number', default: '=party.terms', defaultFollows: true },
    { name: 'total', ...money },
    { name: 'back', ...money, default: '=total', defaultFollows: true },
    { name: 'begun', ...money, default: '=total' },
    {
      name: 'rows',
      type: 'lines',
      fields: [
        { name: 'quantity', type: 'number' },
        { name: 'rejected', type: 'number', default: '0', emptyAsZero: true },
        { name: 'accepted', type: 'number', default: '=quantity - rejected', defaultFollows: true },
      ],
    },
    {
      name: 'payments',
      type: 'lines',
      fields: [
        { name: 'how', type: 'text' },
        {
          name: 'amount',
          ...money,
          default: '=record.total - (if count(above) = 0 then 0 else sum(above.amount))',
          defaultFollows: true,
        },
        { name: 'place', type: 'number', formula: '=count(above) + 1' },
      ],
    },
  ],
}

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await TestWorkspace.open({ entities: [item, party, sheet], roles })
})
afterAll(() => workspace.close())

type Rows = Record<string, Record<string, string>[]>

async function save(
  changes: object,
  before?: Answer,
): Promise<{ answer: Answer; values: Record<string, string>; rows: Rows; ids: Record<string, string[]> }> {
  const stored = before === undefined ? {} : { id: before.id, version: before.version }
  const answer = (await workspace.run('save', { entity: 'sheet', ...stored, changes })) as Answer
  const record = (await workspace.database.read((reading) =>
    Promise.resolve(workspace.store.records.load(reading, 'sheet', Number(answer.id))),
  ))!
  const plain = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
  return {
    answer,
    values: plain(record.values),
    rows: Object.fromEntries(Object.entries(record.lines).map(([name, lines]) => [name, lines.map((line) => plain(line.values))])),
    ids: Object.fromEntries(Object.entries(record.lines).map(([name, lines]) => [name, lines.map((line) => String(line.id))])),
  }
}

const insert = (values: object) => ({ do: 'insert', values })

describe('a default that goes on following', () => {
  it('follows in a stored draft what it is computed from, also through a reference; one that counts once stays', async () => {
    const near = await workspace.save('party', { name: 'near', region: 'north', terms: '10' })
    const far = await workspace.save('party', { name: 'far', region: 'south', terms: '60' })
    const first = await save({ values: { total: '100', party: near.id }, lines: { rows: [insert({ quantity: '50' })] } })
    expect([first.values.back, first.values.begun, first.values.terms, first.rows.rows![0]!.accepted]).toEqual([
      '100.00',
      '100.00',
      '10',
      '50',
    ])

    const line = { do: 'update', id: first.ids.rows![0]!, values: { rejected: '5' } }
    const next = await save({ values: { total: '80', party: far.id }, lines: { rows: [line] } }, first.answer)
    expect([next.values.back, next.values.begun, next.values.terms, next.rows.rows![0]!.accepted]).toEqual(['80.00', '100.00', '60', '45'])
  })

  it('stays where somebody wrote another value, or emptied it', async () => {
    const first = await save({
      values: { total: '100', back: '30' },
      lines: { rows: [insert({ quantity: '50', accepted: '40' }), insert({ quantity: '20', accepted: null })] },
    })
    const lines = first.ids.rows!.map((id) => ({ do: 'update', id, values: { quantity: '60' } }))
    const next = await save({ values: { total: '80' }, lines: { rows: lines } }, first.answer)
    expect([next.values.back, ...next.rows.rows!.map(({ accepted }) => accepted)]).toEqual(['30.00', '40', 'null'])
  })
})

describe('what a row reads of the rows above', () => {
  it('each row takes what those above leave, in a new record and when one of them is changed later', async () => {
    const first = await save({
      values: { total: '100' },
      lines: { payments: [insert({ how: 'cash', amount: '60' }), insert({ how: 'card' }), insert({ how: 'stored' })] },
    })
    expect(first.rows.payments!.map(({ amount, place }) => `${place} ${amount}`)).toEqual(['1 60.00', '2 40.00', '3 0.00'])
    const next = await save(
      { lines: { payments: [{ do: 'update', id: first.ids.payments![0]!, values: { amount: '25' } }] } },
      first.answer,
    )
    expect(next.rows.payments!.map(({ amount }) => amount)).toEqual(['25.00', '75.00', '0.00'])
  })
})
