import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'

/** System columns of every record. Ids are positive safe integers inside, strings on the wire. */
export interface RecordHeader {
  id: number
  version: number
  /** draft | submitted | posted | voided | closed for documents; `active` or `disabled` for master data. */
  status: string
  /** Why a draft is a draft again (rejected, returned, cancelled) or null. */
  outcome: string | null
  number: string | null
  owner: number | null
  department: number | null
  /** Raised by unpost; part of every entry's identity. */
  generation: number
  /** Milliseconds since the epoch. */
  createdAt: number
  createdBy: number | null
  updatedAt: number
  updatedBy: number | null
  deletedAt: number | null
  release: number
}

export interface LineValues {
  /** Stable row id. */
  id: number
  /** Sortable position. */
  position: number
  values: Record<string, unknown>
}

/** What a rule or an assertion let pass at submit: a warning with its reason, or what an approval has to let pass. */
export interface RecordException {
  readonly name: string
  readonly mode: 'warn' | 'approve'
  readonly size: Decimal
  /** Row of lines, 0 for the record as a whole. */
  readonly line: number
  readonly message: LocalizedText
  readonly reason: string | null
  /** Who gave the reason, or submitted it. */
  readonly person: number | null
}

/** A whole record in inside form (Decimal, CalendarDate, reference ids …). Live fields are absent. */
export interface StoredRecord {
  entity: string
  header: RecordHeader
  values: Record<string, unknown>
  /** Lines by lines-field name, in order. */
  lines: Record<string, LineValues[]>
  /** Of its last submit; absent where its entity knows none. */
  exceptions?: readonly RecordException[]
}
