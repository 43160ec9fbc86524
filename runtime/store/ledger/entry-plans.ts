import type { EntryRow } from '../../engine/ledger/entry.ts'
import type { Basis } from '../../engine/ledger/basis.ts'
import type { Bound, Plan, Row } from '../database.ts'
import type { LedgerTable } from './ledger-table.ts'

const fixed = ['id', 'journal', 'at', 'seq', 'name', 'line', 'basis', 'source', 'counter', 'pool', 'factor'] as const

/** Columns of an entry in the order that `entryParameters` binds and `readEntry` reads. */
export function entryColumns(table: LedgerTable): string[] {
  return [...fixed, ...table.dimensions, ...table.measures, ...table.attributes]
}

export function insertEntryPlan(table: LedgerTable): Plan {
  const columns = entryColumns(table)
  return { sql: `insert into ${table.entries} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})` }
}

export function entryParameters(row: EntryRow, journal: number): Bound[] {
  const { id, at, seq, name, line, basis, source, counter, pool, factor } = row
  const parameters: Bound[] = [id, journal, at, seq, name, line, basis, source, counter, pool, factor === 0 ? null : factor]
  for (const coordinate of row.coordinates) parameters.push(coordinate)
  for (const amount of row.amounts) parameters.push(amount)
  for (const attribute of row.attributes) parameters.push(attribute)
  return parameters
}

/** An entry as it was written, with its journal. */
export interface StoredEntry extends EntryRow {
  readonly journal: number
}

export function readEntry(table: LedgerTable, row: Row, prefix = ''): StoredEntry {
  const integer = (name: string): number => row[prefix + name] as number
  const optional = (name: string): number | null => row[prefix + name] as number | null
  return {
    id: integer('id'),
    journal: integer('journal'),
    at: integer('at'),
    seq: integer('seq'),
    name: row[`${prefix}name`] as string,
    line: optional('line'),
    basis: integer('basis') as Basis,
    source: optional('source'),
    counter: optional('counter'),
    pool: optional('pool'),
    factor: optional('factor') ?? 0,
    coordinates: table.dimensions.map((name) => row[prefix + name] as number | string),
    amounts: table.measures.map((name) => row[prefix + name] as number),
    attributes: table.attributes.map((name) => row[prefix + name]!),
  }
}
