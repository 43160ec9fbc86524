import { describe, expect, it } from 'vitest'
import { createRow } from './line-row.ts'
import { LineTable } from './line-table.ts'
import { shiftRows } from './shift-rows.ts'

const rows = ['1', '2', '3'].map((id) => createRow({ id }))
const range = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 0 })
const ids = (table: LineTable) => table.rows.map((row) => row.id ?? '-').join('')

describe('moving rows by key', () => {
  it.each([
    ['one row up', 1, 1, false, -1, '213-'],
    ['two rows down', 0, 1, true, 1, '312-'],
    ['not above the first', 0, 0, false, 0, '123-'],
    ['not below the last that is filled', 2, 2, true, 0, '123-'],
  ])('%s', (_title, top, bottom, down, by, expected) => {
    const table = new LineTable()
    table.load([...rows, createRow()])
    expect(shiftRows(table, range(top, bottom), down, 'move')).toBe(by)
    expect(ids(table)).toBe(expected)
    table.undo()
    expect(ids(table)).toBe('123-')
  })
})
