import type { LineData, RowData } from './shapes.ts'

/** The JSON of what records have to do with each other (ADR 0002). */
export interface RecordLink {
  direction: 'upstream' | 'downstream'
  entity: string
  id: string
  number?: string | null
  title: string
  status?: string
  quantity?: string
  open?: string
}

/** What is still open of each line, by conversion and line id. */
export type OpenQuantities = Record<string, Record<string, string>>

/** 选单: sources of a conversion with the lines that are open. */
export interface OpenSources {
  sources: (Pick<RowData, 'id' | 'number' | 'title' | 'values' | 'titles'> & { lines: OpenLine[] })[]
  /** There are more than are shown. */
  more: boolean
}

export type OpenLine = LineData & { open: string }
