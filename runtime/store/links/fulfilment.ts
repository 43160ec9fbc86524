import { Decimal } from '@formwork/platform/value/index.ts'
import { assert } from '@formwork/platform/error/index.ts'
import type { Plan, Reading, Transaction } from '../database.ts'
import type { Store } from '../store.ts'
import { headerColumns, lineColumns } from '../tables/entity-table.ts'

/** A quantity field of target lines: how much of a source line its targets take. */
export interface TargetQuantity {
  readonly entity: string
  readonly lines: string
  readonly field: string
}

/** What targets of each status take of one source line. */
export interface Taken {
  readonly sourceLine: number
  readonly targetRecord: number
  readonly status: string
  readonly quantity: Decimal
}

/** Targets that take something: drafts reserve nothing, voided ones give back. */
const COUNTED: ReadonlySet<string> = new Set(['submitted', 'posted', 'closed'])

export const isCounted = (status: string): boolean => COUNTED.has(status)

const plans = new WeakMap<Store, Map<string, Plan>>()

/** Everything taken from the lines of a source record by living targets of one conversion, a row a target line. Drafts are told by their status. */
export async function listTaken(
  reading: Reading,
  store: Store,
  conversion: string,
  sourceRecord: number,
  target: TargetQuantity,
): Promise<Taken[]> {
  const { plan, scale } = takenPlan(store, target)
  const rows = await reading.all(plan, [sourceRecord, conversion])
  return rows.map((row) => ({
    sourceLine: Number(row.source_line),
    targetRecord: Number(row.target_record),
    status: String(row.status),
    quantity: Decimal.fromUnits(Number(row.quantity ?? 0), scale),
  }))
}

/** The quantity is read from the target line itself, so that it is always what the target says now. */
function takenPlan(store: Store, target: TargetQuantity): { plan: Plan; scale: number } {
  const table = store.tables.get(target.entity)
  const lines = table?.linesByField.get(target.lines)
  const column = lines?.columnByField.get(target.field)
  assert(table !== undefined && lines !== undefined && column !== undefined, `No quantity ${target.entity}/${target.lines}/${target.field}`)
  const known = plans.get(store) ?? new Map<string, Plan>()
  plans.set(store, known)
  const key = `${target.entity}/${target.lines}/${target.field}`
  let plan = known.get(key)
  if (plan === undefined) {
    const sql = `select k.source_line, k.target_record, h."${headerColumns.status}" as status, t."${column.column}" as quantity
      from link k
      join "${table.table}" h on h."${headerColumns.id}" = k.target_record
      join "${lines.table}" t on t."${lineColumns.record}" = k.target_record and t."${lineColumns.id}" = k.target_line
      where k.source_record = ? and k.conversion = ? and h."${headerColumns.deletedAt}" is null and h."${headerColumns.status}" <> 'voided'`
    known.set(key, (plan = { sql }))
  }
  return { plan, scale: column.scale }
}

const locks = new WeakMap<Store, Map<string, Plan>>()

/** Locks a record's row until the transaction ends, so that what is open of it is taken once. On SQLite one command runs at a time. */
export async function lockRecord(transaction: Transaction, store: Store, entity: string, id: number): Promise<void> {
  if (store.dialect !== 'postgresql') return
  const known = locks.get(store) ?? new Map<string, Plan>()
  locks.set(store, known)
  let plan = known.get(entity)
  if (plan === undefined) {
    const table = store.tables.get(entity)
    assert(table !== undefined, `No table of ${entity}`)
    plan = { sql: `select "${headerColumns.id}" from "${table.table}" where "${headerColumns.id}" = ? for update` }
    known.set(entity, plan)
  }
  await transaction.get(plan, [id])
}
