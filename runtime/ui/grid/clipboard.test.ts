import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCells, writeCells } from './clipboard.ts'

describe('cells on the clipboard', () => {
  it.each([
    ['one cell', 'a', [['a']]],
    ['a row', 'a\tb\t', [['a', 'b', '']]],
    [
      'rows of a spreadsheet, with its line end at the end',
      'a\tb\r\n1\t2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a cell with a tab, a line end and a quote', '"a\tb\nc ""d"""\te', [['a\tb\nc "d"', 'e']]],
    ['an empty row in the middle stays', 'a\n\nb', [['a'], [''], ['b']]],
    ['a quote inside a cell is a character', 'a"b', [['a"b']]],
  ])('reads %s', (_name, text, cells) => {
    expect(readCells(text)).toEqual(cells)
  })

  it('writes what it reads', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', '中', ',', ' ') })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(cell, { minLength: 16, maxLength: 16 }),
        (height, width, cells) => {
          const rows = Array.from({ length: height }, (_, row) => cells.slice(row * 4, row * 4 + width))
          // A last row of empty cells is what a spreadsheet's trailing line end looks like.
          fc.pre(rows.at(-1)!.some((text) => text !== '') || height === 1)
          expect(readCells(writeCells(rows))).toEqual(rows)
        },
      ),
    )
  })
})
