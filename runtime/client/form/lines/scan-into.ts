import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createRow, isBlank, type CellEdit, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { LineTable, TableStep } from '@formwork/runtime/ui/grid/line-table.ts'

interface Scanned {
  item: FieldDefinition
  quantity: FieldDefinition
  /** What was found, in inside form, and what it is called. */
  id: unknown
  title: string
  /** How many the code says there are, as the label of a scale does; one more where it says nothing. */
  counted?: Decimal
  /** What else the code says of its row, by field; nothing of a field is null. */
  also?: Readonly<Record<string, unknown>>
  limit: number
  /** What the undo stack calls it. */
  label: string
}

/**
 * One more of an item: in its row, or in a new one; a code that says how many has a row of its own. One step to undo.
 * Undefined when there is no room for another row.
 */
export function scanInto(table: LineTable, scanned: Scanned): { row: number; quantity: string } | undefined {
  const { item, quantity, id, title, also = {}, counted } = scanned
  const said = Object.entries(also).filter(([, value]) => value !== null)
  const isSame = ({ values }: LineRow): boolean => values[item.name] === id && said.every(([name, value]) => values[name] === value)
  const known = counted === undefined ? table.rows.findIndex(isSame) : -1
  if (known >= 0) {
    const row = table.rows[known]!
    const before = row.values[quantity.name]
    const value = (before instanceof Decimal ? before : Decimal.zero).add(Decimal.one)
    table.run(scanned.label, [{ do: 'cells', edits: [cell(row.key, quantity.name, value)] }])
    return { row: known, quantity: value.strip().toString() }
  }
  const filled = table.rows.findLastIndex((row) => !isBlank(row)) + 1
  if (filled >= scanned.limit) return undefined
  const row = createRow()
  const free = table.rows[filled]
  const steps: TableStep[] = [
    ...(free === undefined ? [] : [{ do: 'remove' as const, rows: [free] }]),
    { do: 'insert', at: filled, rows: [row] },
    {
      do: 'cells',
      edits: [
        cell(row.key, item.name, id, title),
        cell(row.key, quantity.name, counted ?? Decimal.one),
        ...said.map(([name, value]) => cell(row.key, name, value)),
      ],
    },
  ]
  table.run(scanned.label, steps)
  return { row: filled, quantity: (counted ?? Decimal.one).strip().toString() }
}

const cell = (key: number, column: string, value: unknown, title?: string): CellEdit => ({
  key,
  column,
  state: { value, title, own: true },
})
