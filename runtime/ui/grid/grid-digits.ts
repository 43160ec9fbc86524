import { Decimal } from '@formwork/platform/value/index.ts'
import { shownDigits } from '../input/column-digits.ts'
import type { GridColumn } from './grid-column.ts'
import type { LineRow } from './line-row.ts'

/** Digits behind the point that the longest figure of a column needs, so that all its points stand below each other; 0 for anything else. */
export function digitsOf(rows: readonly LineRow[], { name, about, field }: GridColumn): number {
  if (field.type !== 'number') return 0
  let most = 0
  for (const { values } of rows) {
    const value = values[name] ?? values[about]
    if (value instanceof Decimal && value.scale > most) most = Math.max(most, value.strip().scale)
  }
  return shownDigits(most, field.scale ?? 0)
}
