import { readTypedNumber } from '../input/read-typed-number.ts'
import type { CellFace } from './field-view.ts'

/** A cell with an exact number: right-aligned, typed in any usual way, never a float. */
export const decimalCell: CellFace = {
  align: 'end',
  width: 110,
  read: (text) => readTypedNumber(text),
  write: (value) => (value === null || value === undefined ? '' : trimZeros(String(value))),
}

/** `1.500000` is edited as `1.5`. */
function trimZeros(plain: string): string {
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}
