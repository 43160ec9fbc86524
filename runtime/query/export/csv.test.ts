import { describe, expect, it } from 'vitest'
import { csvHead, csvLines } from './csv.ts'

const text = (cell: string, kind: 'text' | 'number' = 'text'): string =>
  csvLines([[cell]], [{ label: 'x', kind }], 'utf-8')
    .toString()
    .replace(/\r\n$/, '')

describe('a cell of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1+1', "'＝1+1"],
    ['＠SUM(1)', "'＠SUM(1)"],
    ['=cmd|"/C calc"!A0', `"'=cmd|""/C calc""!A0"`],
    ['\n=1', `"'\n=1"`],
  ])('%j is no formula', (cell, written) => expect(text(cell)).toBe(written))

  it.each([
    ['1=1', 'text'],
    ['a-b', 'text'],
    ['-12.50', 'number'],
    ['0', 'number'],
  ] as const)('%j stays as it is', (cell, kind) => expect(text(cell, kind)).toBe(cell))

  it('is kept from being a formula in a column of numbers, and in the head', () => {
    expect(text('-1+cmd', 'number')).toBe("'-1+cmd")
    expect(csvHead([{ label: '=1', kind: 'text' }], 'utf-8').toString()).toBe("\uFEFF'=1\r\n")
  })

  it('is quoted where it holds a comma, a quotation mark or a new line', () => {
    expect(['a,b', 'a"b', 'a\nb'].map((cell) => text(cell))).toEqual(['"a,b"', '"a""b"', '"a\nb"'])
  })
})
