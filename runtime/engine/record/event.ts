import type { StoredRecord } from './stored-record.ts'

/** What happened to a record inside a command; `settle` hands every event to the engines until none is left. */
export interface RecordEvent {
  type:
    | 'record.saved'
    | 'record.submitted'
    | 'record.posted'
    | 'record.unposted'
    | 'record.voided'
    | 'record.returned'
    | 'record.closed'
    | 'record.reopened'
    | 'record.amended'
    | 'record.deleted'
    | 'record.restored'
  entity: string
  record: StoredRecord
  before?: StoredRecord
}

/** A seat was decided or an instance ended. */
export interface ProcessEvent {
  type: 'task.opened' | 'task.decided' | 'task.reminded' | 'task.copied' | 'process.ended'
  instance: number
  entity: string | null
  recordId: number | null
  detail: Record<string, unknown>
}

/** Entries were written: the coordinates whose balances changed. */
export interface LedgerEvent {
  type: 'ledger.changed'
  ledger: string
  coordinates: Record<string, unknown>[]
}

export type DomainEvent = RecordEvent | ProcessEvent | LedgerEvent
