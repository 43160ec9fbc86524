import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { openedCell } from '@formwork/runtime/ui/field/opened-cell.ts'
import { image } from './index.ts'

export const imageView: FieldView = {
  type: image,
  edit: defineAsyncComponent(() => import('@formwork/runtime/ui/file/picture-input.vue')),
  view: defineAsyncComponent(() => import('@formwork/runtime/ui/file/picture-view.vue')),
  cell: openedCell,
}
