import type { EntityDefinition, MatchDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { formulaNames, recordNames } from './formula-names.ts'
import { readAloud } from './read-aloud.ts'

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
    { name: 'standing', label: '资格', type: 'select', dictionary: 'kinds' },
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
const find = {
  entity: (name: string) => (name === 'item' ? item : undefined),
  dictionary: () => ({ kind: 'dictionary' as const, name: 'kinds', label: '类别', items: [{ name: 'blocked', label: '停用' }] }),
}

const limit = { kind: 'match', name: 'limit', label: '额度', parameters: [{ name: 'sum', label: '总额' }] } as unknown as MatchDefinition

describe('names in formulas', () => {
  it('in a row the rows above it have a name', () => {
    const labels = new Map(formulaNames(note, 'lines', find).map(({ name, label }) => [name, label]))
    expect([labels.get('above'), labels.get('above.quantity')]).toEqual(['上面各行', '上面各行 › 数量'])
    expect(formulaNames(note, undefined, find).some(({ name }) => name.startsWith('above'))).toBe(false)
  })

  it('a look-up is said by what it is called, and so is what is given to it', () => {
    const names = formulaNames(note, undefined, { ...find, matches: () => [limit] })
    expect(readAloud('=match("limit", { sum: total }) > 0', names)).toBe('按“额度”查找({ 总额: 「合计」 }) > 0')
    expect(readAloud('={ limit: match("limit", { sum: total }), over: limit != null and total > limit }.over', names)).toBe(
      'limit 已填写，并且 「合计」 > limit；其中 limit 为 按“额度”查找({ 总额: 「合计」 })',
    )
    expect(readAloud('=match why("limit", { sum: total })', names)).toBe('“额度”的匹配原因({ 总额: 「合计」 })')
    expect(names.map(({ label }) => label)).toContain('匹配规则 › 额度')
    expect(recordNames(note, { ...find, matches: () => [limit] }).filter(({ lookup }) => lookup !== undefined)).toHaveLength(1)
  })

  it('reach into lines from the header, and to the header from a line', () => {
    expect(formulaNames(note, undefined, find).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['total', 'lines', 'lines.item', 'lines.quantity', 'status']),
    )
    expect(formulaNames(note, 'lines', find).map(({ name, label }) => `${name} ${label}`)).toContain('item.price 物品 › 参考价')
    expect(formulaNames(note, 'lines', find).map(({ name, label }) => `${name} ${label}`)).toContain('record.total 单据 › 合计')
  })

  it.each([
    ['=standing != "blocked"', '「资格」 不是 “停用”'],
    ['=match("some-limit", { x: total }) > 0', '匹配规则({ x: 「合计」 }) > 0'],
    ['=format total(total)', 'format total(「合计」)'],
    ['=standing in ("blocked", "other")', '「资格」 属于(“停用”, "other")'],
    ['=list contains(["blocked", "other"], standing)', '「资格」 属于(“停用”, "other")'],
    ['=total > 0 and not(list contains(["blocked"], standing))', '「合计」 > 0，并且 「资格」 不属于(“停用”)'],
    ['=list contains(["blocked"], standing) and (total > 0)', '「资格」 属于(“停用”)，并且 (「合计」 > 0)'],
    ['=(list contains(["blocked"], standing))', '(「资格」 属于(“停用”))'],
    ['=status = "posted" and total > 0', '「状态」 是 “已审”，并且 「合计」 > 0'],
    ['=every row in lines satisfies row.quantity > 0', '「明细」 的每一行都满足：「数量」 > 0'],
    ['=sum(lines[quantity > 1].item.price)', '求和(「明细」[「数量」 > 1].「物品 › 参考价」)'],
    ['=lines[1].quantity + total', '「明细」[1].「数量」 + 「合计」'],
    ['=if total > 9 then "danger" else "info"', '如果 「合计」 > 9，就是 “紧急”，否则 “提示”', 'severity'],
  ])('are read with what choices are called: %s', (formula, said, property = '') => {
    expect(readAloud(formula, formulaNames(note, undefined, find), property)).toBe(said)
  })

  it('are read as labels, texts stay texts', () => {
    expect(readAloud('=quantity * item.price', formulaNames(note, 'lines', find))).toBe('「数量」 × 「物品 › 参考价」')
    expect(readAloud('="quantity" + string(total)', formulaNames(note, undefined, find))).toBe('"quantity" + 文本(「合计」)')
  })
})
