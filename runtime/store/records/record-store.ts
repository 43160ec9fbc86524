import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { andThen } from '../and-then.ts'
import type { Database, MaybePromise, Reading, Transaction } from '../database.ts'
import type { RecordChanges, RecordStore } from '../store.ts'
import { organisationEntities, raiseOrganisationRevision } from '../organisation/revisions.ts'
import type { EntityTable } from '../tables/entity-table.ts'
import { EntityPlans } from './entity-plans.ts'
import { listExceptions, mayHaveExceptions } from './exceptions.ts'

/** The records of one model. Errors: `unknown-entity`, `not-unique` and `unknown-record` where a constraint speaks first. */
export class TableRecordStore implements RecordStore {
  readonly #plans = new Map<string, EntityPlans>()
  readonly #tables: ReadonlyMap<string, EntityTable>
  readonly #dialect: Database['dialect']
  readonly #timeZone: string
  /** Whose records may have exceptions. */
  readonly #model: Model | undefined

  constructor(tables: ReadonlyMap<string, EntityTable>, dialect: Database['dialect'], timeZone: string, model?: Model) {
    this.#model = model
    this.#tables = tables
    this.#dialect = dialect
    this.#timeZone = timeZone
  }

  async load(reading: Reading, entity: string, id: number): Promise<StoredRecord | undefined> {
    const record = await this.#of(entity).load(reading, id)
    if (record === undefined || this.#model === undefined || !mayHaveExceptions(this.#model, entity)) return record
    return { ...record, exceptions: await listExceptions(reading, id) }
  }

  loadHeader(reading: Reading, entity: string, id: number): MaybePromise<StoredRecord | undefined> {
    return this.#of(entity).loadHeader(reading, id)
  }

  insert(transaction: Transaction, record: StoredRecord): MaybePromise<void> {
    const plans = this.#of(record.entity)
    return namingViolations(plans.table, record.values, () =>
      andThen(plans.insert(transaction, record), () => noteOrganisation(transaction, record.entity)),
    )
  }

  update(transaction: Transaction, entity: string, id: number, expectedVersion: number, changes: RecordChanges): MaybePromise<boolean> {
    const plans = this.#of(entity)
    return namingViolations(plans.table, changes.values, () =>
      andThen(plans.update(transaction, id, expectedVersion, changes), (isWritten) =>
        isWritten ? andThen(noteOrganisation(transaction, entity), () => true) : false,
      ),
    )
  }

  async remove(transaction: Transaction, entity: string, id: number): Promise<void> {
    try {
      await this.#of(entity).remove(transaction, id)
      if (organisationEntities.has(entity)) await raiseOrganisationRevision(transaction)
    } catch (error) {
      if (error instanceof ConstraintViolation && error.kind === 'foreign-key') throw fail('in-use', { what: `${entity} ${id}`, by: '…' })
      throw error
    }
  }

  findDuplicate(reading: Reading, entity: string, fields: string[], values: unknown[], except: number): Promise<number | undefined> {
    return this.#of(entity).findDuplicate(reading, fields, values, except)
  }

  /** Compiled at first use: a workspace has many entities, a session touches few. */
  #of(entity: string): EntityPlans {
    let plans = this.#plans.get(entity)
    if (plans === undefined) {
      const table = this.#tables.get(entity)
      if (table === undefined) throw fail('unknown-entity', { entity })
      plans = new EntityPlans(table, this.#dialect, this.#timeZone)
      this.#plans.set(entity, plans)
    }
    return plans
  }
}

function noteOrganisation(transaction: Transaction, entity: string): MaybePromise<void> {
  return organisationEntities.has(entity) ? raiseOrganisationRevision(transaction) : undefined
}

function namingViolations<T>(table: EntityTable, values: Readonly<Record<string, unknown>>, write: () => MaybePromise<T>): MaybePromise<T> {
  const refuse = (error: unknown): never => {
    throw nameViolation(error, table, values)
  }
  try {
    const done = write()
    return done instanceof Promise ? done.catch(refuse) : done
  } catch (error) {
    return refuse(error)
  }
}

/** A race that the checks before the write could not see: the constraint's columns in the words of the definition. */
function nameViolation(error: unknown, table: EntityTable, values: Readonly<Record<string, unknown>>): unknown {
  if (!(error instanceof ConstraintViolation)) return error
  if (error.kind === 'unique') {
    const columns = table.columns.filter((column) => error.columns.includes(column.column))
    const label = columns.map((column) => column.field).join(', ') || error.columns.join(', ')
    return fail('not-unique', { label, value: columns.map((column) => String(values[column.field] ?? '')).join(', ') }, columns[0]?.field)
  }
  return error.kind === 'foreign-key' ? fail('in-use', { what: table.entity, by: '…' }) : error
}
