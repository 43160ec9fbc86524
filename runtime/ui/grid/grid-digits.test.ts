import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import type { GridColumn } from './grid-column.ts'
import { digitsOf } from './grid-digits.ts'
import { createRow } from './line-row.ts'

const column = (type = 'number', name = 'price'): GridColumn => ({ name, about: 'price', field: { name, type } }) as GridColumn
const rows = ['12.000000', '3.250000', '0.5'].map((price) => createRow({ values: { price: Decimal.parse(price) } }))

it.each<[string, ReturnType<typeof createRow>[], GridColumn, number]>([
  ['prices show as many as the longest needs', rows, column(), 2],
  [
    'prices that end in a tenth show two',
    [createRow({ values: { price: Decimal.parse('18.5') } })],
    { ...column(), field: { name: 'price', type: 'number', scale: 6 } },
    2,
  ],
  ['whole quantities show none', [createRow({ values: { price: Decimal.parse('10.000') } }), createRow()], column(), 0],
  ['what was entered in a measure of its own counts, else the figure itself', rows, column('number', 'entered'), 2],
  ['amounts have the digits of their currency', rows, column('money'), 0],
  ['texts have none', [createRow({ values: { price: '3.25' } })], column(), 0],
])('%s', (_, given, about, digits) => expect(digitsOf(given, about)).toBe(digits))
