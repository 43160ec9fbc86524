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

/** A whole record in inside form (Decimal, CalendarDate, reference ids …). Live fields are absent. */
export interface StoredRecord {
  entity: string
  header: RecordHeader
  values: Record<string, unknown>
  /** Lines by lines-field name, in order. */
  lines: Record<string, LineValues[]>
}
