import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRow, isBlank, type LineRow } from './line-row.ts'
import { LineTable, type TableStep } from './line-table.ts'

const picture = (table: LineTable) =>
  JSON.stringify(table.rows.map(({ key, values, typed, problems, own, titles }) => ({ key, values, typed, problems, own, titles })))
const tableOf = (count: number): LineTable => {
  const table = new LineTable()
  table.load(Array.from({ length: count }, () => createRow()))
  return table
}
const set = (row: LineRow, column: string, value: unknown): TableStep => ({
  do: 'cells',
  edits: [{ key: row.key, column, state: { value, own: true } }],
})

describe('a table of lines', () => {
  it('takes back a pasted block in one step', () => {
    const table = tableOf(1)
    const before = picture(table)
    const added = [createRow(), createRow()]
    table.run('paste', [{ do: 'insert', at: 1, rows: added }, set(table.rows[0]!, 'a', 1), set(added[1]!, 'a', 3)])
    expect(table.rows).toHaveLength(3)
    expect(table.undo()).toBe('paste')
    expect(picture(table)).toBe(before)
    table.redo()
    expect(table.rows.map((row) => row.values.a)).toEqual([1, undefined, 3])
  })

  it('puts removed rows back where they were', () => {
    const table = tableOf(6)
    const keys = table.rows.map((row) => row.key)
    table.run('remove', [{ do: 'remove', rows: [table.rows[1]!, table.rows[2]!, table.rows[5]!] }])
    expect(table.rows.map((row) => row.key)).toEqual([keys[0], keys[3], keys[4]])
    table.undo()
    expect(table.rows.map((row) => row.key)).toEqual(keys)
  })

  it('keeps an answer that came later when the step is done again', () => {
    const table = tableOf(1)
    const [row] = table.rows as [LineRow]
    table.run('typed', [
      { do: 'cells', edits: [{ key: row.key, column: 'item', state: { value: null, typed: 'A1', problem: '…', own: true } }] },
    ])
    table.settle([{ key: row.key, column: 'item', state: { value: 12, title: 'Bolt', own: true } }])
    expect(row.values.item).toBe(12)
    expect(row.typed.item).toBeUndefined()
    table.undo()
    expect(isBlank(row)).toBe(true)
    table.redo()
    expect([row.values.item, row.titles.item, row.typed.item]).toEqual([12, 'Bolt', undefined])
  })

  it('comes back to the beginning after as many undos as steps, and to the end after as many redos', () => {
    const action = fc.record({
      kind: fc.constantFrom('set', 'insert', 'remove'),
      at: fc.nat(20),
      column: fc.constantFrom('a', 'b'),
      value: fc.nat(9),
    })
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const table = tableOf(3)
        const pictures = [picture(table)]
        for (const { kind, at, column, value } of actions) {
          const index = table.rows.length === 0 ? 0 : at % table.rows.length
          const row = table.rows[index]
          if (kind === 'insert') table.run(kind, [{ do: 'insert', at: index, rows: [createRow()] }])
          else if (row === undefined) continue
          else if (kind === 'remove') table.run(kind, [{ do: 'remove', rows: [row] }])
          else table.run(kind, [set(row, column, value)])
          pictures.push(picture(table))
        }
        for (let index = pictures.length - 2; index >= 0; index--) {
          table.undo()
          expect(picture(table)).toBe(pictures[index])
        }
        for (let index = 1; index < pictures.length; index++) {
          table.redo()
          expect(picture(table)).toBe(pictures[index])
        }
      }),
    )
  })
})
