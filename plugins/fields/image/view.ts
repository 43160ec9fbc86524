import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { shownCell } from '@formwork/runtime/ui/field/text-cell.ts'
import ShownInput from '@formwork/runtime/ui/input/shown-input.vue'
import { image } from './index.ts'

export const imageView: FieldView = { type: image, edit: ShownInput, cell: shownCell }
