import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import type { GridColumn } from './grid-column.ts'
import { createRow } from './line-row.ts'
import { fillEdits } from './range-edits.ts'

const column = (name: string, about = name): GridColumn => ({ name, about, isReadOnly: false }) as GridColumn
const range = { top: 1, bottom: 1, left: 0, right: 0 }
const row = (values: Record<string, unknown>) => Object.assign(createRow(), { values })

it.each([
  ['typed in boxes', { quantity: Decimal.of(24), boxes: Decimal.of(2) }, column('boxes', 'quantity'), Decimal.of(2)],
  ['never typed in a unit', { quantity: Decimal.of(24) }, column('boxes', 'quantity'), Decimal.of(24)],
  ['a unit that is that of the item', { unit: 'piece' }, column('chosenUnit', 'unit'), null],
])('Ctrl+D fills in what the cell above shows: %s', (_name, values, target, expected) => {
  const [edit] = fillEdits([row(values), row({})], [target], range)
  expect(edit).toMatchObject({ column: target.name, state: { value: expected, own: true } })
})
