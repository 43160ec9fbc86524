import type { Plan, Reading, Row, TableShape, Transaction } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'

/** What movements hold pending, and which later movements fulfilled or released how much of it: an index over entries. */
export const pendingTables: readonly TableShape[] = [
  {
    name: 'ledger_pending',
    columns: [
      // First row of the movement.
      { name: 'movement', type: 'integer', required: true },
      { name: 'ledger', type: 'text', required: true },
      { name: 'record', type: 'integer', required: true },
      // 0: the record as a whole; a row of another record where it is held for that one.
      { name: 'line', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      // Position of its first measure is in the definition: the amount is in that measure's smallest unit.
      { name: 'amount', type: 'integer', required: true },
    ],
    primaryKey: ['movement'],
    indexes: [
      { name: 'ledger_pending_line', columns: ['line'], where: 'line <> 0' },
      { name: 'ledger_pending_record', columns: ['record'] },
    ],
  },
  {
    name: 'ledger_pending_part',
    columns: [
      { name: 'pending', type: 'integer', required: true },
      { name: 'movement', type: 'integer', required: true },
      { name: 'amount', type: 'integer', required: true },
    ],
    primaryKey: ['pending', 'movement'],
    clustered: true,
    indexes: [{ name: 'ledger_pending_part_movement', columns: ['movement'] }],
  },
]

export interface StoredPending {
  readonly movement: number
  readonly ledger: string
  readonly record: number
  readonly line: number
  readonly name: string
  readonly amount: number
  /** What was fulfilled and released of it. */
  readonly done: number
}

const columns = 'movement, ledger, record, line, name, amount'
const insert: Plan = { sql: `insert into ledger_pending (${columns}) values (?, ?, ?, ?, ?, ?)` }
const insertPart: Plan = { sql: 'insert into ledger_pending_part (pending, movement, amount) values (?, ?, ?)' }
const find = ['line', 'record', 'movement'] as const
const of = (column: string): { list: Plan; lock: Plan } => ({
  list: {
    sql: `select p.movement, p.ledger, p.record, p.line, p.name, p.amount, cast(coalesce(sum(d.amount), 0) as text) as done from ledger_pending p left join ledger_pending_part d on d.pending = p.movement where p.${column} = ? group by p.movement, p.ledger, p.record, p.line, p.name, p.amount order by p.movement`,
  },
  lock: { sql: `select movement from ledger_pending where ${column} = ? order by movement for update` },
})
const plans = { line: of('line'), record: of('record'), movement: of('movement') }
const parts: Plan = { sql: 'select movement from ledger_pending_part where pending = ?' }
const removePending: Plan = { sql: 'delete from ledger_pending where movement = ?' }
const removePart: Plan = { sql: 'delete from ledger_pending_part where movement = ?' }

export async function insertPendings(transaction: Transaction, pendings: readonly Omit<StoredPending, 'done'>[]): Promise<void> {
  if (pendings.length === 0) return
  await transaction.runMany(
    insert,
    pendings.map(({ movement, ledger, record, line, name, amount }) => [movement, ledger, record, line, name, amount]),
  )
}

export async function insertPendingParts(
  transaction: Transaction,
  rows: readonly { readonly pending: number; readonly movement: number; readonly amount: number }[],
): Promise<void> {
  if (rows.length === 0) return
  await transaction.runMany(
    insertPart,
    rows.map(({ pending, movement, amount }) => [pending, movement, amount]),
  )
}

/** What a row of lines, a record or a movement holds pending in one ledger, oldest first; locked until the commit. */
export async function lockPendings(
  store: LedgerStore,
  transaction: Transaction,
  ledger: string,
  id: number,
): Promise<{ by: (typeof find)[number]; pendings: StoredPending[] }> {
  for (const by of find) {
    if (store.dialect === 'postgresql') await transaction.all(plans[by].lock, [id])
    const pendings = (await listPendings(transaction, by, id)).filter((pending) => pending.ledger === ledger)
    if (pendings.length > 0) return { by, pendings }
  }
  return { by: 'movement', pendings: [] }
}

export async function listPendings(reading: Reading, by: (typeof find)[number], id: number): Promise<StoredPending[]> {
  return (await reading.all(plans[by].list, [id])).map(readPending)
}

/** How many movements up to a minute still hold something pending. */
export async function countPendings(reading: Reading, store: LedgerStore, ledger: string, end: number): Promise<number> {
  const { entries } = store.plansOf(ledger).table
  const done = 'select coalesce(sum(d.amount), 0) from ledger_pending_part d where d.pending = p.movement'
  const sql = `select count(*) as n from ledger_pending p join ${entries} e on e.id = p.movement where p.ledger = ? and e.at <= ? and p.amount > (${done})`
  return Number((await reading.get({ sql }, [ledger, end]))?.n ?? 0)
}

/** Movements that fulfilled or released a part of it. */
export async function listPendingParts(reading: Reading, pending: number): Promise<number[]> {
  return (await reading.all(parts, [pending])).map((row) => Number(row.movement))
}

/** A movement was mirrored: what it held is not held any more, what it fulfilled is pending again. */
export async function forgetPending(transaction: Transaction, movement: number): Promise<void> {
  await transaction.run(removePending, [movement])
  await transaction.run(removePart, [movement])
}

function readPending(row: Row): StoredPending {
  return {
    movement: Number(row.movement),
    ledger: String(row.ledger),
    record: Number(row.record),
    line: Number(row.line),
    name: String(row.name),
    amount: Number(row.amount),
    done: Number(row.done),
  }
}
