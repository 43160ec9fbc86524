import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { formulaNames, readAloud } from './formula-names.ts'

const item: EntityDefinition = {
  kind: 'entity',
  name: 'item',
  nature: 'master',
  fields: [{ name: 'price', label: '参考价', type: 'money' }],
}
const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  label: '单据',
  nature: 'document',
  fields: [
    { name: 'total', label: '合计', type: 'money' },
    {
      name: 'lines',
      label: '明细',
      type: 'lines',
      fields: [
        { name: 'item', label: '物品', type: 'reference', entity: 'item' },
        { name: 'quantity', label: '数量', type: 'number' },
      ],
    },
  ],
}
const find = (name: string) => (name === 'item' ? item : undefined)

describe('names in formulas', () => {
  it('reach into lines from the header, and to the header from a line', () => {
    expect(formulaNames(note, undefined, find).map(({ name }) => name)).toEqual(['total', 'lines', 'lines.item', 'lines.quantity'])
    expect(formulaNames(note, 'lines', find).map(({ name, label }) => `${name} ${label}`)).toContain('item.price 物品 › 参考价')
    expect(formulaNames(note, 'lines', find).map(({ name, label }) => `${name} ${label}`)).toContain('record.total 单据 › 合计')
  })

  it('are read as labels, texts stay texts', () => {
    expect(readAloud('=quantity * item.price', formulaNames(note, 'lines', find))).toBe('「数量」 × 「物品 › 参考价」')
    expect(readAloud('="quantity" + string(total)', formulaNames(note, undefined, find))).toBe('"quantity" + string(「合计」)')
  })
})
