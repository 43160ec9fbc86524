import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { attachment } from './index.ts'

export const attachmentView: FieldView = {
  type: attachment,
  edit: defineAsyncComponent(() => import('@formwork/runtime/ui/file/file-input.vue')),
  view: defineAsyncComponent(() => import('@formwork/runtime/ui/file/file-view.vue')),
  cell: openedCell,
}
