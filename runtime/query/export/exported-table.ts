/** What a column of an exported table holds; figures and days keep their type in a workbook. */
export interface ExportedColumn {
  readonly label: string
  readonly kind: 'text' | 'number' | 'percent' | 'date'
  /** Digits after the point, of figures. */
  readonly scale?: number
}

/** Rows on their way out: figures as plain decimals, days as ISO text, everything else in words. */
export interface ExportedTable {
  readonly title: string
  readonly columns: readonly ExportedColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Cursor of the page behind this one. */
  readonly next?: string
}
