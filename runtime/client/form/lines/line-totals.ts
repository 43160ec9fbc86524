import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { formatInside } from '../../fields/convert.ts'
import { fieldType } from '../../fields/faces.ts'

/** Sums under the columns: amounts always, quantities unless they are prices or shares, which nobody adds. */
export function lineTotals(rows: readonly LineRow[], fields: readonly FieldDefinition[]): Record<string, string> {
  const totals: Record<string, string> = {}
  for (const field of fields) {
    if (!isAdded(field) || isMixed(rows, field)) continue
    let sum: Decimal | undefined
    for (const row of rows) {
      const value = row.values[field.name]
      if (value instanceof Decimal) sum = sum === undefined ? value : sum.add(value)
    }
    if (sum !== undefined) totals[field.name] = formatInside(sum, { ...field, scale: fieldType(field.type).column(field).scale })
  }
  return totals
}

/** Boxes and bottles are not added. */
function isMixed(rows: readonly LineRow[], { name, enteredAs }: FieldDefinition): boolean {
  if (enteredAs === undefined) return false
  return rows.some(({ values }) => {
    const [entered, kept] = [values[enteredAs.field], values[name]]
    return entered instanceof Decimal && kept instanceof Decimal && entered.compare(kept) !== 0
  })
}

/** A number with many digits after the point is a rate (a price, a factor); four is where quantities end. What has a largest value is a share of it (a discount, a tax rate) or a measure (a bank note). */
const FINEST_QUANTITY = 4

function isAdded(field: FieldDefinition): boolean {
  if (field.maximum !== undefined) return false
  return field.type === 'money' || (field.type === 'number' && (field.scale ?? 0) <= FINEST_QUANTITY)
}
