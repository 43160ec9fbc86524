import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import MoneyEdit from './edit.vue'

export const moneyView: FieldView = { name: 'money', edit: MoneyEdit, cell: { ...decimalCell, width: 120 } }
