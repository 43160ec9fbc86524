import { localize } from '@formwork/platform/error/index.ts'
import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import SelectInput from '@formwork/runtime/ui/input/select-input.vue'
import { select } from './index.ts'

export const selectView: FieldView = {
  type: select,
  edit: SelectInput,
  cell: {
    align: 'start',
    assist: 'options',
    width: 110,
    read: (text, field) => {
      const wanted = text.trim().toLowerCase()
      const option = field.options?.find(({ name, label }) =>
        [name, localize(label, 'zh'), localize(label, 'en')].some((candidate) => candidate.toLowerCase() === wanted),
      )
      return option?.name ?? text
    },
    write: (value, field) => {
      const option = field.options?.find(({ name }) => name === value)
      return option ? localize(option.label, 'zh') : ''
    },
  },
}
