import type { Changes } from '../engine/record/merge-changes.ts'

export interface SaveRequest {
  readonly entity: string
  /** Absent: a new record. */
  readonly id?: string
  /** The version that the changes were made on; needed with `id`. */
  readonly version?: number
  readonly changes?: Changes
}

/** Why a record is saved: which rights are asked, which status follows, which rules are judged. */
export type SavePurpose = 'save' | 'submit' | 'amend'

/** A person's save, or what a task or a process writes. */
export type WritePurpose = SavePurpose | 'node'
