import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { GridColumn } from '@formwork/runtime/ui/grid/grid-column.ts'

/** A number with more digits after the point is a rate, which nobody counts. */
const FINEST_QUANTITY = 4

/** What a scanned code names and what it counts: the first open reference of the lines, and their first open quantity. */
export function scanFields(
  columns: readonly GridColumn[],
): { item: FieldDefinition; quantity: FieldDefinition; also: readonly FieldDefinition[] } | undefined {
  const open = columns.filter((column) => !column.isReadOnly).map((column) => column.field)
  const item = open.find((field) => field.type === 'reference' && field.multiple !== true)
  const quantity = open.find((field) => field.type === 'number' && (field.scale ?? 0) <= FINEST_QUANTITY)
  return item === undefined || quantity === undefined
    ? undefined
    : { item, quantity, also: open.filter((field) => field.scanned !== undefined && field !== item && field !== quantity) }
}
