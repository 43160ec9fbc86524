import { shownCell } from './text-cell.ts'
import type { CellFace } from './field-view.ts'

/** A cell whose value is not typed as text: it opens the edit face of its type. */
export const openedCell: CellFace = { ...shownCell, assist: 'sheet', width: 96 }
