import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { address } from './index.ts'

export const addressView: FieldView = {
  type: address,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  cell: { ...openedCell, width: 220, read: (text, field) => address.readText!(text, field) },
}
