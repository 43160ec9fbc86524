import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { defineAsyncComponent } from 'vue'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { location } from './index.ts'

export const locationView: FieldView = {
  type: location,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  view: defineAsyncComponent(() => import('./view.vue')),
  cell: { ...textCell, width: 170 },
}
