import type { FieldView } from '@formwork/runtime/ui/field/field-view.ts'
import { recordCell } from '@formwork/runtime/ui/field/record-cell.ts'
import DepartmentEdit from './edit.vue'

export const departmentView: FieldView = { name: 'department', edit: DepartmentEdit, cell: recordCell(() => 'department') }
