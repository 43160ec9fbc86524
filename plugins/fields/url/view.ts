import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import UrlEdit from './edit.vue'
import UrlLink from './view.vue'
import { url } from './index.ts'

export const urlView: FieldView = { type: url, edit: UrlEdit, view: UrlLink, cell: textCell }
