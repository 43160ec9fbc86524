import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import NumberEdit from './edit.vue'
import { number } from './index.ts'

export const numberView: FieldView = { type: number, edit: NumberEdit, cell: { ...decimalCell, width: 96 } }
