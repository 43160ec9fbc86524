import type { ColumnKind } from '@formwork/platform/plugin/contracts/field-type.ts'

/** A stored field: where it lies and how its value is written. */
export interface StoredColumn {
  readonly field: string
  /** Physical name: short, ASCII, never changed by a rename of the field. */
  readonly column: string
  readonly kind: Exclude<ColumnKind, 'none'>
  /** Digits after the point of a decimal: the column holds value × 10^scale. Otherwise 0. */
  readonly scale: number
  /** Entity that a reference points to. */
  readonly reference?: string
}

/** Rows of one lines field: `record`, `id`, `position` and one column a field. */
export interface LinesTable {
  readonly field: string
  readonly table: string
  readonly columns: readonly StoredColumn[]
  readonly columnByField: ReadonlyMap<string, StoredColumn>
}

/** Rows of one entity: the system columns and one column a stored field. */
export interface EntityTable {
  readonly entity: string
  readonly table: string
  readonly columns: readonly StoredColumn[]
  readonly columnByField: ReadonlyMap<string, StoredColumn>
  readonly lines: readonly LinesTable[]
  readonly linesByField: ReadonlyMap<string, LinesTable>
}

/** System columns by the header's property: the same in every entity's table. */
export const headerColumns = {
  id: 'id',
  version: 'version',
  status: 'status',
  outcome: 'outcome',
  number: 'number',
  owner: 'owner',
  department: 'department',
  generation: 'generation',
  createdAt: 'created_at',
  createdBy: 'created_by',
  updatedAt: 'updated_at',
  updatedBy: 'updated_by',
  deletedAt: 'deleted_at',
  release: 'release',
} as const

/** System columns of a row of lines. */
export const lineColumns = { record: 'record', id: 'id', position: 'position' } as const
