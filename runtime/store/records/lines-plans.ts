import { assert } from '@formwork/platform/error/assert.ts'
import type { LineValues } from '../../engine/record/stored-record.ts'
import type { Bound, Database, MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { compilePlan, insertPlan, queryBuilder } from '../query-builder.ts'
import { lineColumns, type LinesTable } from '../tables/entity-table.ts'
import type { LineChanges } from '../store.ts'
import { ColumnSet } from './column-set.ts'
import { PlanFamily } from './plan-family.ts'

/** Rows of one lines field: read by record, written row by row under their stable ids. */
export class LinesPlans {
  readonly field: string
  readonly #columns: ColumnSet
  readonly #select: Plan
  readonly #insert: Plan
  readonly #remove: Plan
  readonly #updates: PlanFamily

  constructor(table: LinesTable, dialect: Database['dialect'], timeZone: string) {
    const build = queryBuilder(dialect)
    this.field = table.field
    this.#columns = new ColumnSet(table.columns, timeZone)
    const all = [lineColumns.record, lineColumns.id, lineColumns.position, ...this.#columns.columns]
    this.#select = compilePlan(build(table.table).select(all.slice(1)).where(lineColumns.record, 0)).plan
    this.#insert = insertPlan(dialect, table.table, all)
    const key = { [lineColumns.record]: 0, [lineColumns.id]: 0 }
    this.#remove = compilePlan(build(table.table).where(key).delete()).plan
    this.#updates = new PlanFamily(
      (columns) =>
        compilePlan(
          build(table.table)
            .where(key)
            .update(Object.fromEntries(columns.map((column) => [column, 0]))),
        ).plan,
    )
  }

  async load(reading: Reading, record: number): Promise<LineValues[]> {
    const rows = await reading.all(this.#select, [record])
    const lines = rows.map((row) => ({ id: row.id as number, position: row.position as number, values: this.#columns.decode(row) }))
    return lines.sort((left, right) => left.position - right.position || left.id - right.id)
  }

  insert(transaction: Transaction, record: number, lines: readonly LineValues[]): MaybePromise<void> {
    const rows: Bound[][] = []
    for (const line of lines) {
      const row: Bound[] = [record, line.id, line.position]
      this.#columns.encodeAll(line.values, row)
      rows.push(row)
    }
    return transaction.runMany(this.#insert, rows)
  }

  async change(transaction: Transaction, record: number, changes: LineChanges): Promise<void> {
    for (const id of changes.remove) await transaction.run(this.#remove, [record, id])
    for (const line of changes.update) await this.#update(transaction, record, line)
    if (changes.insert.length > 0) await this.insert(transaction, record, changes.insert)
  }

  /** Writes the fields that `values` has; the others keep what they hold. */
  async #update(transaction: Transaction, record: number, line: LineValues): Promise<void> {
    const columns: string[] = [lineColumns.position]
    const parameters: Bound[] = [line.position]
    for (let index = 0; index < this.#columns.fields.length; index++) {
      const value = line.values[this.#columns.fields[index]!]
      if (value === undefined) continue
      columns.push(this.#columns.columns[index]!)
      parameters.push(this.#columns.encode(index, value))
    }
    parameters.push(record, line.id)
    const { changes } = await transaction.run(this.#updates.plan(columns), parameters)
    assert(changes === 1, `Line ${line.id} of record ${record} does not exist`)
  }
}
