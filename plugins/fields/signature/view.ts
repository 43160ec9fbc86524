import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { shownCell } from '@formwork/runtime/ui/field/text-cell.ts'
import ShownInput from '@formwork/runtime/ui/input/shown-input.vue'
import { signature } from './index.ts'

export const signatureView: FieldView = { type: signature, edit: ShownInput, cell: shownCell }
