import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import { defineAsyncComponent } from 'vue'
import { switchField } from './index.ts'

const YES = /^(是|对|√|✓|y|yes|true|1)$/i
const NO = /^(否|不|×|n|no|false|0)$/i

export const switchView: FieldView = {
  type: switchField,
  edit: defineAsyncComponent(() => import('@formwork/runtime/ui/input/switch-input.vue')),
  cell: {
    ...textCell,
    align: 'center',
    width: 64,
    assist: 'toggle',
    read: (text) => (YES.test(text.trim()) ? true : NO.test(text.trim()) ? false : text),
    write: (value) => (value === true ? '1' : value === false ? '0' : ''),
  },
}
