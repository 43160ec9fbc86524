import type { Plan, Reading, Row, Transaction } from '../database.ts'

/** A view of a list that somebody keeps. */
export interface ListView {
  readonly id: number
  readonly list: string
  readonly person: number
  /** A role that sees it too; null: its maker alone. */
  readonly role: string | null
  readonly label: string
  readonly content: unknown
}

const columns = 'id, list, person, role, label, content'
const ofList: Plan = { sql: `select ${columns} from list_view where list = ? order by id` }
const one: Plan = { sql: `select ${columns} from list_view where id = ?` }
const insert: Plan = { sql: `insert into list_view (${columns}, at) values (?, ?, ?, ?, ?, ?, ?)` }
const update: Plan = { sql: 'update list_view set role = ?, label = ?, content = ?, at = ? where id = ?' }
const remove: Plan = { sql: 'delete from list_view where id = ?' }

export async function listViewsOf(reading: Reading, list: string): Promise<ListView[]> {
  return (await reading.all(ofList, [list])).map(readView)
}

export async function findListView(reading: Reading, id: number): Promise<ListView | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readView(row)
}

export async function insertListView(transaction: Transaction, view: Omit<ListView, 'id'>, at: number): Promise<number> {
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, view.list, view.person, view.role, view.label, JSON.stringify(view.content), at])
  return id
}

export async function updateListView(transaction: Transaction, view: ListView, at: number): Promise<void> {
  await transaction.run(update, [view.role, view.label, JSON.stringify(view.content), at, view.id])
}

export async function removeListView(transaction: Transaction, id: number): Promise<void> {
  await transaction.run(remove, [id])
}

function readView(row: Row): ListView {
  return {
    id: Number(row.id),
    list: String(row.list),
    person: Number(row.person),
    role: row.role === null ? null : String(row.role),
    label: String(row.label),
    content: JSON.parse(String(row.content)) as unknown,
  }
}
