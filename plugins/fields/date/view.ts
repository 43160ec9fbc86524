import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { textCell } from '@formwork/runtime/ui/field/text-cell.ts'
import DateInput from '@formwork/runtime/ui/input/date-input.vue'
import { readTypedDate } from '@formwork/runtime/ui/input/read-typed-date.ts'
import { workspaceToday } from '@formwork/runtime/ui/input/today.ts'
import { date } from './index.ts'

export const dateView: FieldView = {
  type: date,
  edit: DateInput,
  cell: { ...textCell, width: 108, read: (text) => readTypedDate(text, workspaceToday()) },
}
