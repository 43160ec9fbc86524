import type { Decimal } from '@formwork/platform/value/index.ts'

/** A value that can be printed: in words, and as a figure where it is one. */
export interface PrintValue {
  readonly label: string
  readonly text: string
  readonly isFigure: boolean
  /** Dates and choices need little room, texts much. */
  readonly weight: number
  readonly figure?: Decimal | null
}

export interface PrintLines {
  /** What the totals are where they are no sums of the rows (smallest, averages, rows that were added up already). */
  readonly totals?: readonly (string | undefined)[]
  readonly columns: readonly (Omit<PrintValue, 'text' | 'figure'> & {
    readonly name: string
    write(sum: Decimal): string
    isSummed: boolean
  })[]
  readonly rows: readonly { readonly cells: readonly { text: string; figure: Decimal | null }[]; readonly isSubtotal?: boolean }[]
}

/** What a template is filled from: what the reader may not see is undefined, as if it did not exist. */
export interface PrintSource {
  readonly title: string
  value(path: string): PrintValue | undefined
  lines(name: string, columns: readonly string[] | undefined): PrintLines | undefined
  /** The address of the record, for a QR code. */
  readonly address?: string
}
