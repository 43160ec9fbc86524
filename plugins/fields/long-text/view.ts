import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import LongTextEdit from './edit.vue'

export const longTextView: FieldView = { name: 'long-text', edit: LongTextEdit, cell: { ...textCell, width: 220 } }
