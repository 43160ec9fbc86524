import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createRow, isBlank, type CellEdit } from '@formwork/runtime/ui/grid/line-row.ts'
import type { LineTable, TableStep } from '@formwork/runtime/ui/grid/line-table.ts'

interface Scanned {
  item: FieldDefinition
  quantity: FieldDefinition
  /** What was found, in inside form, and what it is called. */
  id: unknown
  title: string
  /** What else the code says of its row, by field. */
  also?: Readonly<Record<string, unknown>>
  limit: number
  /** What the undo stack calls it. */
  label: string
}

/** One more of an item: in its row, or in a new one. One step to undo. Undefined when there is no room for another row. */
export function scanInto(table: LineTable, scanned: Scanned): { row: number; quantity: string } | undefined {
  const { item, quantity, id, title, also = {} } = scanned
  const said = Object.entries(also)
  const known = table.rows.findIndex(
    (row) => row.values[item.name] === id && said.every(([name, value]) => (row.values[name] ?? null) === value),
  )
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
        cell(row.key, quantity.name, Decimal.one),
        ...said.filter(([, value]) => value !== null).map(([name, value]) => cell(row.key, name, value)),
      ],
    },
  ]
  table.run(scanned.label, steps)
  return { row: filled, quantity: '1' }
}

const cell = (key: number, column: string, value: unknown, title?: string): CellEdit => ({
  key,
  column,
  state: { value, title, own: true },
})
