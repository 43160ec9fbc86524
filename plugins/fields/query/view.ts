import { defineAsyncComponent } from 'vue'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { shownCell } from '@formwork/runtime/ui/field/text-cell.ts'
import ShownInput from '@formwork/runtime/ui/input/shown-input.vue'
import { query } from './index.ts'

export const queryView: FieldView = {
  type: query,
  edit: ShownInput,
  view: defineAsyncComponent(() => import('./view.vue')),
  isLive: true,
  cell: shownCell,
}
