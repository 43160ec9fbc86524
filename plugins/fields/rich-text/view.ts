import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { richText } from './index.ts'

export const richTextView: FieldView = {
  type: richText,
  edit: defineAsyncComponent(() => import('./edit.vue')),
  view: defineAsyncComponent(() => import('./view.vue')),
  cell: { ...openedCell, width: 200 },
}
