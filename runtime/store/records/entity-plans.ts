import { assert } from '@formwork/platform/error/assert.ts'
import type { LineValues, RecordHeader, StoredRecord } from '../../engine/record/stored-record.ts'
import { andThen, forEachInTurn } from '../and-then.ts'
import type { Bound, Database, MaybePromise, Plan, Reading, Row, Transaction } from '../database.ts'
import { compilePlan, insertPlan, queryBuilder } from '../query-builder.ts'
import { forget, remembered } from '../remember.ts'
import type { RecordChanges } from '../store.ts'
import { headerColumns, type EntityTable } from '../tables/entity-table.ts'
import { ColumnSet } from './column-set.ts'
import { decodeHeader, encodeHeader, headerColumnNames } from './header-codec.ts'
import { LinesPlans } from './lines-plans.ts'
import { PlanFamily } from './plan-family.ts'

/** The statements of one entity, compiled once. */
export class EntityPlans {
  readonly table: EntityTable
  readonly #columns: ColumnSet
  readonly #lines: readonly LinesPlans[]
  readonly #select: Plan
  readonly #insert: Plan
  readonly #remove: Plan
  readonly #updates: PlanFamily
  readonly #duplicates: PlanFamily

  constructor(table: EntityTable, dialect: Database['dialect'], timeZone: string) {
    const build = queryBuilder(dialect)
    const rows = () => build(table.table)
    this.table = table
    this.#columns = new ColumnSet(table.columns, timeZone)
    this.#lines = table.lines.map((lines) => new LinesPlans(lines, dialect, timeZone))
    const all = [...headerColumnNames, ...this.#columns.columns]
    this.#select = compilePlan(rows().select(all).where(headerColumns.id, 0)).plan
    this.#insert = insertPlan(dialect, table.table, all)
    this.#remove = compilePlan(rows().where(headerColumns.id, 0).delete()).plan
    const seen = { [headerColumns.id]: 0, [headerColumns.version]: 0 }
    this.#updates = new PlanFamily(
      (columns) =>
        compilePlan(
          rows()
            .where(seen)
            .update(Object.fromEntries(columns.map((column) => [column, 0]))),
        ).plan,
    )
    this.#duplicates = new PlanFamily((columns) => {
      const same = Object.fromEntries(columns.map((column) => [column, 0]))
      return compilePlan(
        rows().select(headerColumns.id).where(same).whereNull(headerColumns.deletedAt).whereNot(headerColumns.id, 0).limit(1),
      ).plan
    })
  }

  async load(reading: Reading, id: number): Promise<StoredRecord | undefined> {
    const row = await reading.get(this.#select, [id])
    if (row === undefined) return undefined
    const lines: Record<string, LineValues[]> = {}
    for (const plans of this.#lines) lines[plans.field] = await plans.load(reading, id)
    return this.#record(row, lines)
  }

  /** Remembered where the connection has a memory: references to the same few records are judged by every command. */
  loadHeader(reading: Reading, id: number): MaybePromise<StoredRecord | undefined> {
    return remembered(reading, this, id, () => this.#readHeader(reading, id))
  }

  async #readHeader(reading: Reading, id: number): Promise<StoredRecord | undefined> {
    const row = await reading.get(this.#select, [id])
    return row === undefined ? undefined : this.#record(row, {})
  }

  insert(transaction: Transaction, record: StoredRecord): MaybePromise<void> {
    // Somebody may have looked for it already, and found nothing.
    forget(transaction, this, record.header.id)
    const parameters = encodeHeader(record.header)
    this.#columns.encodeAll(record.values, parameters)
    return andThen(transaction.write(this.#insert, parameters), () =>
      forEachInTurn(this.#lines, (plans) => {
        const lines = record.lines[plans.field]
        return lines === undefined || lines.length === 0 ? undefined : plans.insert(transaction, record.header.id, lines)
      }),
    )
  }

  /** False when the record has another version by now. */
  update(transaction: Transaction, id: number, expectedVersion: number, changes: RecordChanges): MaybePromise<boolean> {
    const columns: string[] = []
    const parameters: Bound[] = []
    this.#collectHeader(changes.header, columns, parameters)
    this.#collectValues(changes.values, columns, parameters)
    if (changes.header.version === undefined) {
      columns.push(headerColumns.version)
      parameters.push(expectedVersion + 1)
    }
    parameters.push(id, expectedVersion)
    return andThen(transaction.writeExpected(this.#updates.plan(columns), parameters), (isWritten) => {
      if (!isWritten) return false
      forget(transaction, this, id)
      return andThen(
        forEachInTurn(changes.lines, (own) => this.#linesOf(own.field).change(transaction, id, own)),
        () => true,
      )
    })
  }

  async remove(transaction: Transaction, id: number): Promise<void> {
    forget(transaction, this, id)
    await transaction.run(this.#remove, [id])
  }

  async findDuplicate(
    reading: Reading,
    fields: readonly string[],
    values: readonly unknown[],
    except: number,
  ): Promise<number | undefined> {
    const columns: string[] = []
    const parameters: Bound[] = []
    for (const [position, field] of fields.entries()) {
      const index = this.#columns.indexByField.get(field)
      columns.push(index === undefined ? this.#headerColumn(field) : this.#columns.columns[index]!)
      const value = index === undefined ? (values[position] as Bound) : this.#columns.encode(index, values[position])
      // An empty part is equal to nothing: the group cannot be taken.
      if (value === null || value === undefined) return undefined
      parameters.push(value)
    }
    // knex binds the limit too.
    parameters.push(except, 1)
    const row = await reading.get(this.#duplicates.plan(columns), parameters)
    return row?.id as number | undefined
  }

  #record(row: Row, lines: Record<string, LineValues[]>): StoredRecord {
    return { entity: this.table.entity, header: decodeHeader(row), values: this.#columns.decode(row), lines }
  }

  #collectHeader(header: Partial<RecordHeader>, columns: string[], parameters: Bound[]): void {
    for (const property of Object.keys(header) as (keyof RecordHeader)[]) {
      const value = header[property]
      if (value === undefined || property === 'id') continue
      columns.push(headerColumns[property])
      parameters.push(value)
    }
  }

  #collectValues(values: Readonly<Record<string, unknown>>, columns: string[], parameters: Bound[]): void {
    for (const field of Object.keys(values)) {
      const index = this.#columns.indexByField.get(field)
      assert(index !== undefined, `"${this.table.entity}" stores no field "${field}"`)
      columns.push(this.#columns.columns[index]!)
      parameters.push(this.#columns.encode(index, values[field]))
    }
  }

  #headerColumn(field: string): string {
    const column = (headerColumns as Readonly<Record<string, string>>)[field]
    assert(column !== undefined, `"${this.table.entity}" stores no field "${field}"`)
    return column
  }

  #linesOf(field: string): LinesPlans {
    const lines = this.#lines.find((plans) => plans.field === field)
    assert(lines !== undefined, `"${this.table.entity}" has no lines "${field}"`)
    return lines
  }
}
