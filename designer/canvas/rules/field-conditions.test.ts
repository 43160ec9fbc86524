import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { fieldConditions } from './field-conditions.ts'

const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  label: '单据',
  nature: 'document',
  fields: [
    { name: 'way', label: '方式', type: 'select', options: [{ name: 'monthly', label: '按月' }] },
    { name: 'days', label: '天数', type: 'number', visible: '=way = "monthly"', required: '=way = "monthly"' },
    {
      name: 'lines',
      label: '明细',
      type: 'lines',
      fields: [
        { name: 'kind', label: '种类', type: 'text', required: true },
        { name: 'why', label: '原因', type: 'text', readOnly: '=kind = null' },
      ],
    },
  ],
}

describe('conditions of fields', () => {
  it('are told together where they are one, of lines too; what is always so is no condition', () => {
    expect(fieldConditions(note, { entity: () => undefined })).toEqual([
      {
        condition: '「方式」 是 “按月”',
        does: [
          { what: 'visible', field: '天数', place: { field: 'days' } },
          { what: 'required', field: '天数', place: { field: 'days' } },
        ],
      },
      { condition: '「种类」 为空', does: [{ what: 'readOnly', field: '明细 › 原因', place: { field: 'why', lines: 'lines' } }] },
    ])
  })
})
