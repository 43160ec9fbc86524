import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { shownCell } from '@formwork/runtime/ui/field/text-cell.ts'
import ShownInput from '@formwork/runtime/ui/input/shown-input.vue'
import { attachment } from './index.ts'

export const attachmentView: FieldView = { type: attachment, edit: ShownInput, cell: shownCell }
