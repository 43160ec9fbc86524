import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import NumberEdit from './edit.vue'

export const numberView: FieldView = { name: 'number', edit: NumberEdit, cell: { ...decimalCell, width: 96 } }
