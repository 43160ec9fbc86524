import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import PhoneEdit from './edit.vue'
import PhoneLink from './view.vue'

export const phoneView: FieldView = { name: 'phone', edit: PhoneEdit, view: PhoneLink, cell: textCell }
