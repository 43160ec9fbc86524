import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import MoneyEdit from './edit.vue'
import { money } from './index.ts'

export const moneyView: FieldView = { type: money, edit: MoneyEdit, cell: { ...decimalCell, width: 120 } }
