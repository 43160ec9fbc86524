import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { shownCell } from '@formwork/runtime/ui/field/text-cell.ts'
import ShownInput from '@formwork/runtime/ui/input/shown-input.vue'
import { rollUp } from './index.ts'

export const rollUpView: FieldView = { type: rollUp, edit: ShownInput, cell: { ...shownCell, align: 'end', width: 110 } }
