import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import EmailEdit from './edit.vue'
import EmailLink from './view.vue'
import { email } from './index.ts'

export const emailView: FieldView = { type: email, edit: EmailEdit, view: EmailLink, cell: textCell }
