import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { LineTable } from '@formwork/runtime/ui/grid/line-table.ts'
import { scanInto } from './scan-into.ts'

const item = { name: 'item', type: 'reference', entity: 'thing' }
const quantity = { name: 'quantity', type: 'number', scale: 3 }
const scan = (table: LineTable, id: number, limit = 10) => scanInto(table, { item, quantity, id, title: `T${id}`, limit, label: 'scan' })
const shown = (table: LineTable) => table.rows.map((row) => [row.values.item ?? null, String(row.values.quantity ?? '')])

describe('scanning into lines', () => {
  it('counts a known item, gives a new one the first free row', () => {
    const table = new LineTable()
    table.load([createRow(), createRow()])
    expect(scan(table, 7)).toEqual({ row: 0, quantity: '1' })
    expect(scan(table, 8)).toEqual({ row: 1, quantity: '1' })
    expect(scan(table, 7)).toEqual({ row: 0, quantity: '2' })
    expect(scan(table, 9)).toEqual({ row: 2, quantity: '1' })
    expect(shown(table)).toEqual([
      [7, '2'],
      [8, '1'],
      [9, '1'],
    ])
    expect(table.rows[1]!.titles).toEqual({ item: 'T8' })
  })

  it('is one step to undo, and refuses a row beyond the limit', () => {
    const table = new LineTable()
    table.load([createRow()])
    scan(table, 7)
    expect(scan(table, 8, 1)).toBeUndefined()
    expect(scan(table, 7, 1)).toEqual({ row: 0, quantity: '2' })
    table.undo()
    table.undo()
    expect(shown(table)).toEqual([[null, '']])
  })

  it('takes the figure that a code says, in a row of its own', () => {
    const table = new LineTable()
    table.load([createRow()])
    const label = { item, quantity, id: 7, title: 'T7', limit: 10, label: 'scan', counted: Decimal.parse('1.234') }
    expect(scanInto(table, { ...label, also: { price: Decimal.parse('2.5') } })).toEqual({ row: 0, quantity: '1.234' })
    expect(scanInto(table, label)).toEqual({ row: 1, quantity: '1.234' })
    expect(String(table.rows[0]!.values.price)).toBe('2.5')
  })

  it('counts on in a row whose other cells the code says nothing of', () => {
    const table = new LineTable()
    table.load([createRow()])
    const code = { item, quantity, id: 7, title: 'T7', limit: 10, label: 'scan' }
    scanInto(table, { ...code, also: { unit: 'box' } })
    expect(scanInto(table, { ...code, also: { unit: 'box', price: null } })).toEqual({ row: 0, quantity: '2' })
    expect(scanInto(table, { ...code, also: { unit: 'bottle' } })).toEqual({ row: 1, quantity: '1' })
  })
})
