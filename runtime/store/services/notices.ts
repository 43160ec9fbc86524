import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Bound, Plan, Reading, Row, Transaction } from '../database.ts'

/** What a notice says; the record's title is read when it is shown, under the rights of its reader. */
export interface NoticeContent {
  /** Text in both languages. */
  readonly text?: LocalizedText
  /** Who caused it. */
  readonly by?: number | null
  readonly instance?: number
  readonly node?: string
  readonly alert?: number
  /** A report, as its reader asked for it. */
  readonly report?: { readonly name: string; readonly parameters: Readonly<Record<string, string>> }
}

export interface NewNotice {
  readonly kind: string
  readonly entity: string | null
  readonly record: number | null
  readonly content: NoticeContent
}

export interface Notice extends NewNotice {
  readonly id: number
  readonly person: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly readAt: number | null
}

const columns = 'id, person, kind, at, read_at, entity, record, content'
const insert: Plan = { sql: 'insert into notice (id, person, kind, at, entity, record, content) values (?, ?, ?, ?, ?, ?, ?)' }
const before: Plan = { sql: `select ${columns} from notice where person = ? and id < ? order by id desc limit ?` }
const unreadBefore: Plan = {
  sql: `select ${columns} from notice where person = ? and id < ? and read_at is null order by id desc limit ?`,
}
const after: Plan = { sql: `select ${columns} from notice where person = ? and id > ? order by id limit ?` }
const one: Plan = { sql: `select ${columns} from notice where id = ?` }
const countUnread: Plan = { sql: 'select count(*) as count from notice where person = ? and read_at is null' }
const read: Plan = { sql: 'update notice set read_at = ? where id = ? and person = ? and read_at is null' }
const readAll: Plan = { sql: 'update notice set read_at = ? where person = ? and id <= ? and read_at is null' }
const unread: Plan = { sql: 'update notice set read_at = null where id = ? and person = ?' }
const readOld: Plan = { sql: "update notice set read_at = ? where read_at is null and (kind <> 'task' or at < ?)" }
const last: Plan = { sql: 'select max(id) as id from notice' }

/** One row a person; returns the ids in the order of the people. */
export async function insertNotices(transaction: Transaction, people: readonly number[], notice: NewNotice, at: number): Promise<number[]> {
  if (people.length === 0) return []
  const first = await transaction.nextIds(people.length)
  const content = JSON.stringify(notice.content)
  const rows = people.map((person, index): Bound[] => [first + index, person, notice.kind, at, notice.entity, notice.record, content])
  await transaction.runMany(insert, rows)
  return people.map((_person, index) => first + index)
}

/** Newest first, below an id. */
export async function listNotices(
  reading: Reading,
  person: number,
  wanted: { before: number; limit: number; unreadOnly: boolean },
): Promise<Notice[]> {
  return (await reading.all(wanted.unreadOnly ? unreadBefore : before, [person, wanted.before, wanted.limit])).map(readNotice)
}

/** Oldest first, above an id. */
export async function noticesAfter(reading: Reading, person: number, id: number, limit: number): Promise<Notice[]> {
  return (await reading.all(after, [person, id, limit])).map(readNotice)
}

export async function findNotice(reading: Reading, id: number): Promise<Notice | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readNotice(row)
}

export async function countUnreadNotices(reading: Reading, person: number): Promise<number> {
  return Number((await reading.get(countUnread, [person]))?.count ?? 0)
}

export async function markNoticeRead(transaction: Transaction, person: number, id: number, at: number | null): Promise<void> {
  await (at === null ? transaction.run(unread, [id, person]) : transaction.run(read, [at, id, person]))
}

export async function markNoticesRead(transaction: Transaction, person: number, upTo: number, at: number): Promise<void> {
  await transaction.run(readAll, [at, person, upTo])
}

/** Everybody's, but for tasks that have come since `tasksSince`. */
export async function markOldNoticesRead(transaction: Transaction, tasksSince: number, at: number): Promise<void> {
  await transaction.run(readOld, [at, tasksSince])
}

export async function lastNotice(reading: Reading): Promise<number> {
  return Number((await reading.get(last, []))?.id ?? 0)
}

function readNotice(row: Row): Notice {
  return {
    id: Number(row.id),
    person: Number(row.person),
    kind: String(row.kind),
    at: Number(row.at),
    readAt: row.read_at === null ? null : Number(row.read_at),
    entity: row.entity as string | null,
    record: row.record === null ? null : Number(row.record),
    content: JSON.parse(String(row.content)) as NoticeContent,
  }
}
