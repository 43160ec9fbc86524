import type { TransportedError } from '../../../host/transported-error.ts'
import type { Table, TableOptions, TableRow } from './table-row.ts'

/** What the reading thread is asked for. */
export interface TableOrder extends TableOptions {
  readonly path: string
  /** What people call the file: refusals say it. */
  readonly name?: string
  /** Only so many rows. */
  readonly most?: number
}

export type TableHead = Pick<Table, 'format' | 'sheets' | 'encoding'>

export type TableMessage =
  { readonly head: TableHead } | { readonly rows: readonly TableRow[] } | { readonly error: TransportedError } | { readonly end: true }
