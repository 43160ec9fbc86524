import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { signature } from './index.ts'

export const signatureView: FieldView = {
  type: signature,
  edit: defineAsyncComponent(() => import('@formwork/runtime/ui/file/signature-input.vue')),
  view: defineAsyncComponent(() => import('@formwork/runtime/ui/file/signature-view.vue')),
  cell: openedCell,
}
