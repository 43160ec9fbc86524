import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { duration } from './index.ts'

export const durationView: FieldView = {
  type: duration,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: { ...textCell, align: 'end', width: 96, read: (text, field) => duration.readText!(text.trim(), field) },
}
