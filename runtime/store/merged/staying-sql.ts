import type { MergedRecords } from '../../engine/record/merged-records.ts'
import type { LedgerTable } from '../ledger/ledger-table.ts'

/** The one that stays for the id in a column; the id itself where it was never merged. */
export function stayingSql(column: string): string {
  return `coalesce((select m.stays from merged_record as m where m.record = ${column}), ${column})`
}

/** Positions of dimensions whose records may have been merged. */
export function mergedPositions({ shape }: Pick<LedgerTable, 'shape'>, merged: MergedRecords): number[] {
  if (merged.isEmpty) return []
  return shape.definition.dimensions.flatMap(({ entity }, position) =>
    entity !== undefined && merged.entities.has(entity) ? [position] : [],
  )
}

/** The entries of a ledger with the coordinates that count today; the table itself where nothing of them was merged. */
export function stayingEntries(table: LedgerTable, merged: MergedRecords): string {
  const positions = mergedPositions(table, merged)
  if (positions.length === 0) return table.entries
  const dimensions = table.dimensions.map((name, position) =>
    positions.includes(position) ? `${stayingSql(`o.${name}`)} as ${name}` : `o.${name}`,
  )
  const others = ['id', 'journal', 'at', 'seq', 'counter', 'basis', ...table.measures, ...table.attributes].map((name) => `o.${name}`)
  return `(select ${[...others, ...dimensions].join(', ')} from ${table.entries} as o)`
}
