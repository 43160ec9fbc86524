import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import { alignFractions } from './align-fractions.ts'

const rowsOf = (...rows: string[][]) => rows.map((texts) => ({ cells: texts.map((text) => ({ text, figure: Decimal.zero })) }))
const textsOf = (rows: ReturnType<typeof rowsOf>) => rows.map(({ cells }) => cells.map(({ text }) => text))

it('writes the figures of a column with as many digits, and leaves what is none', () => {
  const rows = rowsOf(
    ['1.5', '15.50', '3', '12%', '1.5'],
    ['P20', '20', '10', '7.5%', '2'],
    ['', '', '1,200', '', ''],
    ['x', '-1,234.125', '4', '1', '3'],
  )
  expect(textsOf(alignFractions(rows, [false, true, true, true, true]))).toEqual([
    ['1.5', '15.500', '3', '12%', '1.5'],
    ['P20', '20.000', '10', '7.5%', '2.0'],
    ['', '', '1,200', '', ''],
    ['x', '-1,234.125', '4', '1', '3.0'],
  ])
})
