import { expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions } from './orders.fixture.ts'

const field = (name: string, type: string, more = {}): Record<string, unknown> => ({ name, label: name, type, ...more })
const lines = (...fields: unknown[]): unknown => field('lines', 'lines', { fields })
const document = (name: string, ...fields: unknown[]): Record<string, unknown> => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'document',
  fields: [field('date', 'date', { required: true }), lines(...fields)],
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
  document('store', field('lot', 'text'), field('quantity', 'number'), field('expiry', 'date')),
  document('use', field('quantity', 'number')),
  {
    kind: 'ledger',
    name: 'lots',
    label: 'Lots',
    dimensions: [{ name: 'lot', label: 'Lot', type: 'text', required: true }],
    measures: [{ name: 'quantity', label: 'Quantity', type: 'number' }],
    attributes: [{ name: 'expiry', label: 'Expiry', type: 'date' }],
    openItem: 'lot',
  },
  posting('store', { where: { lot: '=line.lot' }, add: { quantity: '=line.quantity' }, attributes: { expiry: '=line.expiry' } }),
  posting('use', {
    where: {},
    take: { quantity: '=line.quantity' },
    allocate: { order: 'expiry', over: 'lot', by: 'expiry', where: '=expiry >= record.date and lot != "kept"' },
  }),
]

it('takes what expires first of what the condition allows', async () => {
  const workspace = await TestWorkspace.ofModel(modelOfDefinitions(definitions))
  const submit = (entity: string, ...rows: Record<string, unknown>[]): Promise<Answer> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date: '2025-11-20' }, lines: { lines: rows.map((values) => ({ do: 'insert', values })) } },
    })
  await submit(
    'store',
    { lot: 'gone', quantity: '5', expiry: '2025-11-19' },
    { lot: 'later', quantity: '5', expiry: '2026-01-01' },
    { lot: 'soon', quantity: '5', expiry: '2025-11-20' },
    { lot: 'kept', quantity: '5', expiry: '2025-11-30' },
  )
  await submit('use', { quantity: '7' })
  const left = async (lot: string): Promise<string> =>
    workspace.inUnit(async (unit) => String(await unit.readBalance('lots', 'quantity', { lot })))
  expect(await Promise.all(['gone', 'soon', 'later', 'kept'].map(left))).toEqual(['5', '0', '3', '5'])
  await expect(submit('use', { quantity: '4' })).rejects.toMatchObject({ code: 'over-allocated' })
  await workspace.close()
})
