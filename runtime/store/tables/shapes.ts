import type { ColumnShape, ColumnType, IndexShape, TableShape } from '../database.ts'
import { headerColumns, lineColumns, type StoredColumn } from './entity-table.ts'
import type { WantedIndex } from './wanted-tables.ts'

const columnTypes: Record<StoredColumn['kind'], ColumnType> = {
  integer: 'integer',
  decimal: 'integer',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  'date-time': 'integer',
  json: 'text',
}

/** A field's column; references are foreign keys to the header table of their entity. */
export function fieldColumnShape(physical: string, kind: StoredColumn['kind'], target: string | undefined): ColumnShape {
  const reference = target === undefined ? undefined : { table: target, column: headerColumns.id }
  return { name: physical, type: columnTypes[kind], references: reference }
}

export function headerTableShape(name: string, fields: readonly ColumnShape[]): TableShape {
  const system: ColumnShape[] = [
    { name: headerColumns.id, type: 'integer', required: true },
    { name: headerColumns.version, type: 'integer', required: true },
    { name: headerColumns.status, type: 'text', required: true },
    { name: headerColumns.outcome, type: 'text' },
    { name: headerColumns.number, type: 'text' },
    { name: headerColumns.owner, type: 'integer' },
    { name: headerColumns.department, type: 'integer' },
    { name: headerColumns.generation, type: 'integer', required: true },
    { name: headerColumns.createdAt, type: 'integer', required: true },
    { name: headerColumns.createdBy, type: 'integer' },
    { name: headerColumns.updatedAt, type: 'integer', required: true },
    { name: headerColumns.updatedBy, type: 'integer' },
    { name: headerColumns.deletedAt, type: 'integer' },
    { name: headerColumns.release, type: 'integer', required: true },
  ]
  return { name, columns: [...system, ...fields], primaryKey: [headerColumns.id] }
}

/** Rows of lines lie beside each other by record: one tree serves the key, the record's rows and the foreign key. */
export function linesTableShape(name: string, header: string, fields: readonly ColumnShape[]): TableShape {
  const system: ColumnShape[] = [
    { name: lineColumns.record, type: 'integer', required: true, references: { table: header, column: headerColumns.id, cascade: true } },
    { name: lineColumns.id, type: 'integer', required: true },
    { name: lineColumns.position, type: 'real', required: true },
  ]
  return { name, columns: [...system, ...fields], primaryKey: [lineColumns.record, lineColumns.id], clustered: true }
}

/** Unique means among records that are not in the recycle bin. */
/** Condition of the partial index, word for word as reads must write it for the index to serve them. */
export const UNDER_WAY = `${headerColumns.status} in ('draft', 'submitted')`

export function headerIndexShape(name: string, columns: readonly string[], wanted: Pick<WantedIndex, 'unique' | 'underWay'>): IndexShape {
  if (wanted.unique) return { name, columns, unique: true, where: `${headerColumns.deletedAt} is null` }
  return wanted.underWay === true ? { name, columns, where: UNDER_WAY } : { name, columns }
}
