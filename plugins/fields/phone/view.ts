import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import PhoneEdit from './edit.vue'
import PhoneLink from './view.vue'
import { phone } from './index.ts'

export const phoneView: FieldView = { type: phone, edit: PhoneEdit, view: PhoneLink, cell: textCell }
