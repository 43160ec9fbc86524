import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { dateRange } from './index.ts'

export const dateRangeView: FieldView = {
  type: dateRange,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: {
    ...textCell,
    width: 190,
    read: (text, field) => dateRange.readText!(text.trim(), field),
    write: (value) => (typeof value === 'string' ? value.replace('/', ' ~ ') : ''),
  },
}
