import type { CellFace } from './field-view.ts'

/** A cell of plain text: what is typed is what is kept. */
export const textCell: CellFace = {
  align: 'start',
  width: 140,
  read: (text) => text.trim(),
  write: (value) => (value === null || value === undefined ? '' : String(value)),
}

/** A cell that shows and is never typed into. */
export const shownCell: CellFace = { ...textCell, read: (text) => text }
