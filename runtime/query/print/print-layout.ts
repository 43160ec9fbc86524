import type { PageShift } from './page-size.ts'

/** A printed document, laid out: the preview and the PDF are drawn from the same blocks. Lengths in millimetres. */
export interface PrintLayout {
  readonly title: string
  readonly page: {
    readonly width: number
    readonly height: number
    readonly margin: number
    /** Points. */
    readonly fontSize: number
    /** Calibration: everything is moved by this. */
    readonly shift?: PageShift
  }
  readonly pages: readonly PrintPage[]
}

export interface PrintPage {
  readonly blocks: readonly PrintBlock[]
  /** `1 / 3`; absent where there is no room for it (labels). */
  readonly footer?: string
}

export type PrintAlign = 'left' | 'center' | 'right'

export interface PrintColumn {
  readonly label: string
  readonly width: number
  readonly align: PrintAlign
}

export interface PrintRow {
  readonly cells: readonly string[]
  readonly kind: 'plain' | 'subtotal' | 'total'
}

export type PrintBlock =
  | { readonly type: 'heading'; readonly text: string; readonly align: PrintAlign; readonly size: number }
  | { readonly type: 'fields'; readonly columns: number; readonly cells: readonly { readonly label: string; readonly text: string }[] }
  | { readonly type: 'table'; readonly columns: readonly PrintColumn[]; readonly rows: readonly PrintRow[] }
  | { readonly type: 'text'; readonly text: string; readonly align: PrintAlign }
  | { readonly type: 'signatures'; readonly labels: readonly string[] }
  | { readonly type: 'line' }
  | {
      readonly type: 'bars'
      readonly text: string
      readonly height: number
      readonly align: PrintAlign
      /** Modules from left to right: `1` is black. */
      readonly modules: string
    }
  | { readonly type: 'squares'; readonly height: number; readonly align: PrintAlign; readonly rows: readonly string[] }
  | { readonly type: 'image'; readonly source: string; readonly height: number; readonly align: PrintAlign }
