import type { LineData, RowData, SaveAnswer } from './shapes.ts'

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

/** `less`: open lines of which less than all was taken. */
export type ConvertAnswer = SaveAnswer & { less?: number }

/** `proposed`: what is taken of it where nobody says how much. */
export type OpenLine = LineData & { open: string; proposed?: string }
