import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import { rating } from './index.ts'

export const ratingView: FieldView = {
  type: rating,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  view: defineAsyncComponent(() => import('./view.vue')),
  cell: { ...decimalCell, width: 96, read: (text, field) => rating.readText!(text.trim(), field) },
}
