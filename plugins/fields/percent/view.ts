import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import { readTypedPercent, writePercent } from '@formwork/runtime/ui/input/read-typed-number.ts'
import PercentEdit from './edit.vue'
import { percent } from './index.ts'

export const percentView: FieldView = {
  type: percent,
  edit: PercentEdit,
  cell: {
    ...decimalCell,
    width: 88,
    read: (text) => readTypedPercent(text),
    write: (value) => (typeof value === 'string' ? writePercent(value) : ''),
  },
}
