import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { recordCell } from '@formwork/runtime/ui/field/record-cell.ts'
import ReferenceEdit from './edit.vue'
import { reference } from './index.ts'

export const referenceView: FieldView = { type: reference, edit: ReferenceEdit, cell: recordCell((field) => field.entity) }
