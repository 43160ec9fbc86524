import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { recordCell } from '@formwork/runtime/ui/field/record-cell.ts'
import MemberEdit from './edit.vue'
import { member } from './index.ts'

export const memberView: FieldView = { type: member, edit: MemberEdit, cell: recordCell(() => 'person') }
