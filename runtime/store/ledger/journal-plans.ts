import type { Bound, Plan, Row } from '../database.ts'

/** What one cause wrote, over all ledgers: its entries lie between `id` and `last`. */
export interface StoredJournal {
  readonly id: number
  /** 0 for journals without a record. */
  readonly record: number
  readonly generation: number
  readonly posting: string
  readonly kind: string
  readonly entity: string | null
  readonly at: number
  readonly last: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly person: number | null
  readonly reason: string | null
  readonly detail: string | null
}

const columns = 'id, record, generation, posting, kind, entity, at, last, created_at, person, reason, detail'

export const insertJournalPlan: Plan = { sql: `insert into ledger_journal (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)` }
export const findJournalPlan: Plan = {
  sql: `select ${columns} from ledger_journal where record = ? and generation = ? and posting = ? and kind = ?`,
}
export const listJournalsPlan: Plan = { sql: `select ${columns} from ledger_journal where record = ? order by id` }
export const findJournalByIdPlan: Plan = { sql: `select ${columns} from ledger_journal where id = ?` }

export function journalParameters(journal: StoredJournal): Bound[] {
  const { id, record, generation, posting, kind, entity, at, last, createdAt, person, reason, detail } = journal
  return [id, record, generation, posting, kind, entity, at, last, createdAt, person, reason, detail]
}

export function readJournal(row: Row): StoredJournal {
  return {
    id: row.id as number,
    record: row.record as number,
    generation: row.generation as number,
    posting: row.posting as string,
    kind: row.kind as string,
    entity: row.entity as string | null,
    at: row.at as number,
    last: row.last as number,
    createdAt: row.created_at as number,
    person: row.person as number | null,
    reason: row.reason as string | null,
    detail: row.detail as string | null,
  }
}
