import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import MaskedText from '@formwork/runtime/ui/field/masked-text.vue'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import TextInput from '@formwork/runtime/ui/input/text-input.vue'
import { idCard } from './index.ts'

export const idCardView: FieldView = { type: idCard, edit: TextInput, view: MaskedText, cell: { ...textCell, width: 170 } }
