import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import TextInput from '@formwork/runtime/ui/input/text-input.vue'

export const textView: FieldView = { name: 'text', edit: TextInput, cell: textCell }
