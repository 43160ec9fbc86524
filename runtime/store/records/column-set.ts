import type { Bound, Row } from '../database.ts'
import type { StoredColumn } from '../tables/entity-table.ts'
import { codecFor, type Codec } from './codec.ts'

/** The stored fields of one table with their codecs, laid out as arrays: the hot paths walk indexes, not maps. */
export class ColumnSet {
  readonly fields: readonly string[]
  readonly columns: readonly string[]
  readonly indexByField: ReadonlyMap<string, number>
  readonly #codecs: readonly Codec[]

  constructor(columns: readonly StoredColumn[], timeZone: string) {
    this.fields = columns.map((column) => column.field)
    this.columns = columns.map((column) => column.column)
    this.#codecs = columns.map((column) => codecFor(column, timeZone))
    this.indexByField = new Map(columns.map((column, index) => [column.field, index]))
  }

  /** Appends the columns of `values` in order; absent fields are NULL. */
  encodeAll(values: Readonly<Record<string, unknown>>, parameters: Bound[]): void {
    for (let index = 0; index < this.fields.length; index++) parameters.push(this.encode(index, values[this.fields[index]!]))
  }

  encode(index: number, value: unknown): Bound {
    return value === null || value === undefined ? null : this.#codecs[index]!.encode(value)
  }

  decode(row: Row): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (let index = 0; index < this.fields.length; index++) {
      const stored = row[this.columns[index]!]!
      values[this.fields[index]!] = stored === null ? null : this.#codecs[index]!.decode(stored)
    }
    return values
  }
}
