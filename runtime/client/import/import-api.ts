import { request } from '../api/request.ts'

export interface ImportTarget {
  to: string
  label: string
  lines: string | null
  required: boolean
  key: boolean
  type: string
}

export interface FileReading {
  format: 'xlsx' | 'csv'
  sheets: string[]
  encoding?: string
  sheet: number
  heading: number
  headings: (string | null)[]
  rows: { row: number; cells: (string | null)[] }[]
  targets: ImportTarget[]
  columns: (string | null)[]
}

export interface ImportProblem {
  row: number
  column?: number
  message: string
}

export interface ImportStatus {
  id: string
  entity: string
  state: 'reading' | 'checking' | 'checked' | 'importing' | 'imported' | 'undo-checking' | 'undoing' | 'undone' | 'cancelled' | 'failed'
  total: number
  done: number
  bad: number
  made: number
  changed: number
  at: number
  file: string
  failure: string | null
  headings: (string | null)[]
  problems: ImportProblem[]
}

export type ImportSummary = Omit<ImportStatus, 'headings' | 'problems' | 'made' | 'changed'>

export interface ReadOrder {
  entity: string
  file: string
  sheet?: number
  heading?: number
  encoding?: string
}

export const importApi = {
  read: (body: ReadOrder) => request<FileReading>('POST', 'imports/read', { body }),
  status: (id: string) => request<ImportStatus>('GET', `imports/${encodeURIComponent(id)}`),
  earlier: (entity: string) => request<{ imports: ImportSummary[] }>('GET', 'imports', { query: { entity } }),
  command: (name: string, body: unknown, key: string) => request<{ import: string }>('POST', `commands/${name}`, { body, key }),
}
