import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { selectView } from '../select/view.ts'
import { role } from './index.ts'

export const roleView: FieldView = { ...selectView, type: role }
