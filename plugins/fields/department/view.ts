import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { recordCell } from '@formwork/runtime/ui/field/record-cell.ts'
import DepartmentEdit from './edit.vue'
import { department } from './index.ts'

export const departmentView: FieldView = { type: department, edit: DepartmentEdit, cell: recordCell(() => 'department') }
