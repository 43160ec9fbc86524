import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { decimalCell } from '@formwork/runtime/ui/field/decimal-cell.ts'
import { writePercent } from '@formwork/runtime/ui/input/read-typed-number.ts'
import { progress } from './index.ts'

export const progressView: FieldView = {
  type: progress,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  view: defineAsyncComponent(() => import('./view.vue')),
  cell: {
    ...decimalCell,
    width: 88,
    read: (text, field) => progress.readText!(text.trim(), field),
    write: (value) => (typeof value === 'string' ? writePercent(value) : ''),
  },
}
