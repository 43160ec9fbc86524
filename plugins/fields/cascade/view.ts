import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { cascade } from './index.ts'

export const cascadeView: FieldView = {
  type: cascade,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: { ...openedCell, width: 140, read: (text, field) => cascade.readText!(text, field) },
}
