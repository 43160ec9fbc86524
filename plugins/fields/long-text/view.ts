import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import LongTextEdit from './edit.vue'
import { longText } from './index.ts'

export const longTextView: FieldView = { type: longText, edit: LongTextEdit, cell: { ...textCell, width: 220 } }
