import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions, orderDefinitions } from './orders.fixture.ts'

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }
type Json = Record<string, unknown>

const rows = (more: string): string =>
  `=flatten(for each in record.lines return [{ row: each.id, item: each.article, quantity: each.quantity * 2${more} }, { row: each.id, item: each.other, quantity: each.quantity${more} }])`
const field = (name: string, type: string, more: Json = {}): Json => ({ name, label: name, type, ...more })
const item = (name: string): Json => field(name, 'reference', { entity: 'item' })
const kit = (name: string, extra: Json[] = []): Json => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'document',
  fields: [
    field('date', 'date', { required: true }),
    field('place', 'reference', { entity: 'place' }),
    field('lines', 'lines', { fields: [item('article'), item('other'), field('quantity', 'number', { scale: 0 }), ...extra] }),
  ],
})
const posting = (entity: string, entry: Json): Json => ({
  kind: 'posting',
  name: entity,
  entity,
  on: 'posted',
  at: '=record.date',
  entries: [{ name: 'parts', ledger: 'goods', ...entry }],
})
const outside = { item: '=line.item', place: 'outside' }
const inside = { item: '=line.item', place: '=record.place' }

/** Kits of two of one article and one of another: one row of lines makes two rows of entries. */
const kits: readonly Json[] = [
  kit('kitOrder'),
  kit('kitDelivery', [field('source', 'text')]),
  kit('kitSale'),
  kit('kitReturn', [field('source', 'text')]),
  posting('kitOrder', { each: rows(''), from: outside, to: inside, move: { reserved: '=line.quantity' }, pending: {} }),
  posting('kitDelivery', {
    each: rows(', source: each.source'),
    where: { item: '=line.item' },
    fulfil: { reserved: '=line.quantity' },
    of: '=line.source',
  }),
  posting('kitSale', { each: rows(''), from: inside, to: outside, move: { onHand: '=line.quantity' } }),
  posting('kitReturn', {
    each: rows(', source: each.source'),
    from: outside,
    to: inside,
    return: { onHand: '=line.quantity' },
    of: '=line.source',
  }),
]

let workspace: TestWorkspace
let place: string
let items: string[]

beforeAll(async () => {
  workspace = await TestWorkspace.ofModel(modelOfDefinitions([...orderDefinitions, ...kits]))
  place = (await workspace.save('place', { name: 'A' })).id
  items = [(await workspace.save('item', { name: 'nut' })).id, (await workspace.save('item', { name: 'bolt' })).id]
  await submit('receipt', [
    { article: items[0], quantity: '10', value: '10.00' },
    { article: items[1], quantity: '5', value: '25.00' },
  ])
})
afterAll(() => workspace.close())

const submit = (entity: string, lines: Json[]): Promise<Saved> =>
  workspace.run('submit', {
    entity,
    changes: {
      values: { date: '2025-11-20', place },
      lines: { lines: lines.map((each, index) => ({ do: 'insert', ref: `l${index}`, values: each })) },
    },
  }) as Promise<Saved>
const line = (quantity: string, source?: string): Json => ({
  article: items[0],
  other: items[1],
  quantity,
  ...(source === undefined ? {} : { source }),
})
const figures = (measure: string): Promise<string[]> =>
  workspace.inUnit((unit) =>
    Promise.all(items.map(async (each) => String(await unit.readBalance('goods', measure, { item: Number(each), place: Number(place) })))),
  )

it('fulfils of what a row holds only what lies where it says', async () => {
  const order = await submit('kitOrder', [line('3')])
  expect(await figures('reserved')).toEqual(['6', '3'])
  await submit('kitDelivery', [line('1', order.lines.l0)])
  expect(await figures('reserved')).toEqual(['4', '2'])
})

it('returns each part of a row at its own cost, and names the row in a refusal', async () => {
  const sale = await submit('kitSale', [line('2')])
  expect([await figures('onHand'), await figures('value')]).toEqual([
    ['6', '3'],
    ['6.00', '15.00'],
  ])
  await submit('kitReturn', [line('1', sale.lines.l0)])
  expect([await figures('onHand'), await figures('value')]).toEqual([
    ['8', '4'],
    ['8.00', '20.00'],
  ])
  await expect(submit('kitSale', [line('1'), line('4')])).rejects.toMatchObject({ code: 'assertion-refused', path: 'lines/1/quantity' })
})
