import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { time } from './index.ts'

export const timeView: FieldView = {
  type: time,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: { ...textCell, width: 72, read: (text, field) => time.readText!(text.trim(), field) },
}
