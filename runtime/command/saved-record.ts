import type { Draft } from '../engine/record/draft.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'

/** A draft as it was written. */
export interface SavedRecord {
  readonly record: StoredRecord
  readonly before: StoredRecord | null
  readonly draft: Draft
}
