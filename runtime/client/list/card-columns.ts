import type { ListColumn } from './list-columns.ts'

/** The figure that matters: what the list adds up; of what has a name the last amount, its price rather than its cost. */
export function figureColumn(columns: readonly ListColumn[], nature: string): ListColumn | undefined {
  const total = columns.find((column) => column.hasTotal)
  if (total !== undefined) return total
  const figures = columns.filter((column) => column.isNumber)
  return nature === 'document' ? figures[0] : (figures.findLast(isAmount) ?? figures[0])
}

/** A price is a number to more digits than quantities have. */
const isAmount = ({ field }: ListColumn): boolean =>
  field.type === 'money' || (field.type === 'number' && (field.scale ?? 0) > FINEST_QUANTITY)
const FINEST_QUANTITY = 4

/**
 * Whom or what a document is about: the first thing it names that is no document itself, and where it leads to,
 * when the next column names a thing of the same kind (from one place into another).
 */
export function headColumns(columns: readonly ListColumn[], natureOf: (entity: string) => string | undefined): readonly ListColumn[] {
  const named = columns.filter((column) => !column.isTitle && !column.isStatus && column.field.type === 'reference')
  const first = named.find(({ field }) => natureOf(field.entity ?? '') !== 'document') ?? named[0]
  if (first === undefined) return []
  const next = columns[columns.indexOf(first) + 1]
  return next?.field.type === 'reference' && next.field.entity === first.field.entity ? [first, next] : [first]
}
