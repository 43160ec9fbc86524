import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { recordCell } from '@formwork/runtime/ui/field/record-cell.ts'
import MemberEdit from './edit.vue'

export const memberView: FieldView = { name: 'member', edit: MemberEdit, cell: recordCell(() => 'person') }
