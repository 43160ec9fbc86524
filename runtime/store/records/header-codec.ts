import type { RecordHeader } from '../../engine/record/stored-record.ts'
import type { Bound, Row } from '../database.ts'
import { headerColumns } from '../tables/entity-table.ts'

export const headerColumnNames: readonly string[] = Object.values(headerColumns)

/** The system columns in the order of `headerColumnNames`. */
export function encodeHeader(header: RecordHeader): Bound[] {
  return [
    header.id,
    header.version,
    header.status,
    header.outcome,
    header.number,
    header.owner,
    header.department,
    header.generation,
    header.createdAt,
    header.createdBy,
    header.updatedAt,
    header.updatedBy,
    header.deletedAt,
    header.release,
  ]
}

export function decodeHeader(row: Row): RecordHeader {
  return {
    id: row.id as number,
    version: row.version as number,
    status: row.status as string,
    outcome: row.outcome as string | null,
    number: row.number as string | null,
    owner: row.owner as number | null,
    department: row.department as number | null,
    generation: row.generation as number,
    createdAt: row.created_at as number,
    createdBy: row.created_by as number | null,
    updatedAt: row.updated_at as number,
    updatedBy: row.updated_by as number | null,
    deletedAt: row.deleted_at as number | null,
    release: row.release as number,
  }
}
