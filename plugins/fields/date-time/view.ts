import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { defineAsyncComponent } from 'vue'
import { dateTime } from './index.ts'

export const dateTimeView: FieldView = {
  type: dateTime,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: {
    ...textCell,
    width: 150,
    read: (text) => (/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text.trim()) ? `${text.trim().replace(' ', 'T')}:00` : text),
  },
}
