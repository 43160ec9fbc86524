import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

/** System columns that every row on the wire carries. */
export const SYSTEM_COLUMNS = ['id', 'version', 'status', 'outcome', 'number', 'createdAt', 'createdBy'] as const

/** System columns that a filter or a sort may name, described as fields. */
const systemFields: Record<string, FieldDefinition> = {
  id: { name: 'id', type: 'text' },
  status: { name: 'status', type: 'text', label: { zh: '状态', en: 'Status' } },
  outcome: { name: 'outcome', type: 'text', label: { zh: '结果', en: 'Outcome' } },
  number: { name: 'number', type: 'text', label: { zh: '编号', en: 'Number' } },
  owner: { name: 'owner', type: 'member', label: { zh: '负责人', en: 'Owner' } },
  department: { name: 'department', type: 'department', label: { zh: '部门', en: 'Department' } },
  createdBy: { name: 'createdBy', type: 'member', label: { zh: '制单人', en: 'Created by' } },
  createdAt: { name: 'createdAt', type: 'date', label: { zh: '制单时间', en: 'Created at' } },
  updatedBy: { name: 'updatedBy', type: 'member', label: { zh: '修改人', en: 'Changed by' } },
  updatedAt: { name: 'updatedAt', type: 'date', label: { zh: '修改时间', en: 'Changed at' } },
}

export function findSystemField(name: string): { path: readonly string[]; field: FieldDefinition } | undefined {
  const field = Object.hasOwn(systemFields, name) ? systemFields[name] : undefined
  return field && { path: [name], field }
}
