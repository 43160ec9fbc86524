import { expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions } from './orders.fixture.ts'

const field = (name: string, type: string, more = {}): Record<string, unknown> => ({ name, label: name, type, ...more })
const document = (name: string, ...fields: unknown[]): Record<string, unknown> => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'document',
  fields: [field('date', 'date', { required: true }), field('lines', 'lines', { fields })],
})
const posting = (entity: string, entry: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'posting',
  name: entity,
  entity,
  on: 'posted',
  at: '=record.date',
  entries: [{ name: entity, ledger: 'lots', each: 'lines', ...entry }],
})
const definitions = [
  { kind: 'template', name: 'lots', version: '1.0.0' },
  document('store', field('lot', 'text'), field('quantity', 'number')),
  document('use', field('quantity', 'number')),
  {
    kind: 'ledger',
    name: 'lots',
    label: 'Lots',
    zeroSum: true,
    dimensions: [
      { name: 'place', label: 'Place', type: 'text', required: true },
      { name: 'lot', label: 'Lot', type: 'text' },
    ],
    measures: [
      { name: 'quantity', label: 'Quantity', type: 'number' },
      { name: 'weight', label: 'Weight', type: 'number' },
    ],
    assertions: [
      { name: 'there', over: ['place', 'lot'], that: '=place != "shelf" or quantity >= 0', mode: 'refuse', message: 'not enough' },
    ],
  },
  posting('store', { from: { place: 'outside' }, to: { place: 'shelf', lot: '=line.lot' }, move: { quantity: '=line.quantity' } }),
  posting('use', {
    from: { place: 'shelf' },
    to: { place: 'outside' },
    move: { quantity: '=line.quantity', weight: '=line.quantity * 3 + 1' },
    // Named by the day on which they end: the text is the rank.
    allocate: { order: 'expiry', over: 'lot', by: '=substring(lot, 3)', where: '=substring(lot, 3) >= "20"', rest: 'open' },
  }),
]

it('moves what comes first by a formula, carries the lot along, and leaves the rest to the rules', async () => {
  const workspace = await TestWorkspace.ofModel(modelOfDefinitions(definitions))
  const submit = (entity: string, ...rows: Record<string, unknown>[]): Promise<Answer> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date: '2025-11-20' }, lines: { lines: rows.map((values) => ({ do: 'insert', values })) } },
    })
  await submit(
    'store',
    { lot: 'a-40', quantity: '20' },
    { lot: 'b-20', quantity: '10' },
    { lot: 'c-30', quantity: '15' },
    { lot: 'd-10', quantity: '7' },
  )
  await submit('use', { quantity: '12' }, { quantity: '18' })
  const at = async (place: string, lot: string): Promise<string> =>
    workspace.inUnit(async (unit) => String(await unit.readBalance('lots', 'quantity', { place, lot })))
  const lots = ['a-40', 'b-20', 'c-30', 'd-10']
  expect(await Promise.all(lots.map((lot) => at('shelf', lot)))).toEqual(['15', '0', '0', '7'])
  expect(await Promise.all(lots.map((lot) => at('outside', lot)))).toEqual(['5', '10', '15', '0'])
  // A further measure that the move gives is shared by what is taken of each lot, to the last unit: 37 of 12, 55 of 18.
  const weight = async (lot: string): Promise<string> =>
    workspace.inUnit(async (unit) => String(await unit.readBalance('lots', 'weight', { place: 'outside', lot })))
  expect(await Promise.all(lots.map(weight))).toEqual(['15', '31', '46', '0'])
  await expect(submit('use', { quantity: '16' })).rejects.toMatchObject({ code: 'assertion-refused' })
  await workspace.close()
})
