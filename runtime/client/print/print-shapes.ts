/** A laid-out document as the server sends it; lengths in millimetres. */
export interface PrintLayout {
  title: string
  page: { width: number; height: number; margin: number; fontSize: number; shift?: { right: number; down: number } }
  pages: { blocks: PrintBlock[]; footer?: string }[]
}

type Align = 'left' | 'center' | 'right'

export type PrintBlock =
  | { type: 'heading'; text: string; align: Align; size: number }
  | { type: 'fields'; columns: number; cells: { label: string; text: string }[] }
  | {
      type: 'table'
      columns: { label: string; width: number; align: Align }[]
      rows: { cells: string[]; kind: 'plain' | 'subtotal' | 'total' }[]
    }
  | { type: 'text'; text: string; align: Align }
  | { type: 'signatures'; labels: string[] }
  | { type: 'line' }
  | { type: 'bars'; text: string; height: number; align: Align; modules: string }
  | { type: 'squares'; height: number; align: Align; rows: string[] }
  | { type: 'image'; source: string; height: number; align: Align }
