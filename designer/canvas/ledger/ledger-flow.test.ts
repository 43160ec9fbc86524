import type { Definition, LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { expect, it } from 'vitest'
import { readersOf, writersOf } from './ledger-flow.ts'

const held = {
  kind: 'ledger',
  name: 'held',
  dimensions: [],
  measures: [{ name: 'units' }, { name: 'value' }],
} as unknown as LedgerDefinition
const file = (definition: object): { path: string; definition: Definition } => ({
  path: `${(definition as { name: string }).name}.json`,
  definition: definition as Definition,
})
const definitions = [
  file(held),
  file({
    kind: 'posting',
    name: 'receive',
    entity: 'receipt',
    on: 'posted',
    entries: [
      { name: 'in', ledger: 'held', move: { units: '=1' } },
      { name: 'worth', ledger: 'held', move: { value: '=2' } },
      { name: 'out', ledger: 'held', take: { units: '=1' } },
      { name: 'debt', ledger: 'owed', add: { amount: '=2' } },
    ],
  }),
  file({ kind: 'posting', name: 'pay', entity: 'payment', on: 'posted', entries: [{ name: 'x', ledger: 'owed', take: { amount: '=2' } }] }),
  file({ kind: 'alert', name: 'low', on: { ledger: 'held' } }),
  file({
    kind: 'entity',
    name: 'thing',
    fields: [{ name: 'lines', type: 'lines', fields: [{ name: 'left', type: 'balance', ledger: 'held' }] }],
  }),
  file({ kind: 'report', name: 'list', from: { ledger: 'held' } }),
  file({ kind: 'report', name: 'debts', from: { ledger: 'owed' } }),
]

it('says which documents write a ledger, and what they do to which measures', () => {
  expect(writersOf(held, definitions)).toEqual([
    {
      path: 'receive.json',
      entity: 'receipt',
      on: 'posted',
      does: [
        { verb: 'move', measures: ['units', 'value'] },
        { verb: 'take', measures: ['units'] },
      ],
    },
  ])
})

it('says what reads it, however deep it is named: reports first, then objects with a balance, alerts', () => {
  expect(readersOf(held, definitions).map(({ path }) => path)).toEqual(['list.json', 'thing.json', 'low.json'])
})
