import fc from 'fast-check'
import type { DictionaryDefinition, EntityDefinition, LedgerDefinition, MatchDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { FormulaLabels } from './formula-labels.ts'
import { formulaNames } from './formula-names.ts'
import { partsOfShown, partsOfWritten, shownOf, shownPosition, writtenOf } from './formula-text.ts'

const partner: EntityDefinition = {
  kind: 'entity',
  name: 'partner',
  nature: 'master',
  fields: [
    { name: 'terms', label: '账期', type: 'number' },
    { name: 'group', label: '分组', type: 'reference', entity: 'group' },
  ],
}
const group: EntityDefinition = {
  kind: 'entity',
  name: 'group',
  nature: 'master',
  fields: [{ name: 'rank', label: '级别', type: 'number' }],
}
const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  label: '单据',
  nature: 'document',
  fields: [
    { name: 'date', label: '日期', type: 'date' },
    { name: 'remark', label: '备注', type: 'text' },
    { name: 'second', label: '备注', type: 'text' },
    { name: 'standing', label: '资格', type: 'select', dictionary: 'kinds' },
    { name: 'partner', label: '对方', type: 'reference', entity: 'partner' },
    { name: 'total', label: '合计', type: 'money' },
    {
      name: 'lines',
      label: '明细',
      type: 'lines',
      fields: [
        { name: 'quantity', label: '数量', type: 'number' },
        { name: 'partner', label: '对方', type: 'reference', entity: 'partner' },
        { name: 'kind', label: '种类', type: 'select', dictionary: 'kinds' },
      ],
    },
  ],
}
const kinds: DictionaryDefinition = { kind: 'dictionary', name: 'kinds', label: '类别', items: [{ name: 'blocked', label: '停用' }] }
const price = {
  kind: 'match',
  name: 'price',
  label: '售价',
  parameters: [
    { name: 'partner', label: '对方', type: 'text' },
    { name: 'unit', label: '单位', type: 'text' },
  ],
} as unknown as MatchDefinition
const goods = {
  kind: 'ledger',
  name: 'goods',
  label: '物品账',
  dimensions: [{ name: 'partner', label: '对方' }],
  measures: [{ name: 'onHand', label: '数量' }],
} as unknown as LedgerDefinition
const known = {
  matches: () => [price],
  ledgers: () => [goods],
  entity: (name: string) => [partner, group].find((each) => each.name === name),
  dictionary: () => kinds,
}
const labels = (): FormulaLabels =>
  new FormulaLabels(formulaNames(note, undefined, known), ['sum', 'date', 'round half up', 'format date', 'not', 'count'])
const shown = (formula: string): string => shownOf(partsOfWritten(formula, labels()))
const written = (text: string): string => writtenOf(partsOfShown(text, labels()))

describe('a formula as people see it', () => {
  it.each([
    ['total * 2', '｢合计｣ * 2'],
    ['partner.terms + partner.group.rank', '｢对方 › 账期｣ + ｢对方 › 分组 › 级别｣'],
    ['standing != "blocked" and remark = "blocked"', '｢资格｣ != “停用” and ｢备注｣ = "blocked"'],
    ['remark + second', '｢备注｣ + ｢备注 (second)｣'],
    ['date(date) < date', 'date(｢日期｣) < ｢日期｣'],
    ['format date(date, "yyyy") + "total"', 'format date(｢日期｣, "yyyy") + "total"'],
    ['date.year > 2000 and not(total > 1)', '｢日期｣.year > 2000 and not(｢合计｣ > 1)'],
    ['total in (1, 2) or lines[1].quantity > 0', '｢合计｣ in (1, 2) or ｢明细｣[1].｢明细 · 数量｣ > 0'],
    ['sum(lines[quantity > total].quantity) + quantity', 'sum(｢明细｣[｢明细 · 数量｣ > ｢合计｣].｢明细 · 数量｣) + quantity'],
    ['lines[item.partner.terms > 1][-1].partner.group', '｢明细｣[｢明细 · 对方 › 账期｣ > 1][-1].｢明细 · 对方 › 分组｣'],
    ['lines[kind = "blocked"]', '｢明细｣[｢明细 · 种类｣ = “停用”]'],
    ['every each in lines satisfies each.quantity > 0', 'every each in ｢明细｣ satisfies ｢each › 数量｣ > 0'],
    ['nothing + 1', 'nothing + 1'],
    ['{ total: total }.total', '{ total: ｢合计｣ }.total'],
    ['match("price", { partner: partner, unit: "g" })', 'match(“售价”, { ｢售价 · 对方｣: ｢对方｣, ｢售价 · 单位｣: "g" })'],
    [
      'match why("price", { unit: if total = 1 then { unit: 2 } else null, partner: partner.terms })',
      'match why(“售价”, { ｢售价 · 单位｣: if ｢合计｣ = 1 then { unit: 2 } else null, ｢售价 · 对方｣: ｢对方 › 账期｣ })',
    ],
    ['balance("goods", "onHand", { partner: partner }) > 0', 'balance(“物品账”, “数量”, { ｢物品账 · 对方｣: ｢对方｣ }) > 0'],
    ['match("other", { partner: partner })', 'match("other", { partner: ｢对方｣ })'],
  ])('%s', (formula, seen) => {
    expect(shown(formula)).toBe(seen)
    const book = labels()
    expect(writtenOf(partsOfShown(shownOf(partsOfWritten(formula, book)), book))).toBe(formula)
  })

  it.each([
    ['合计 × 2', 'total * 2'],
    ['「合计」÷（1＋2）', 'total/(1+2)'],
    ['资格 = “停用”', 'standing = "blocked"'],
    ['备注 = “停用”', 'remark = "停用"'],
    ['合计≥100，', 'total>=100,'],
    ['remark = "（，合计）"', 'remark = "（，合计）"'],
    ['match(“售价”, {})', 'match("price", {})'],
    ['balance(“物品账”，“数量”，{})', 'balance("goods","onHand",{})'],
    ['｢没有｣ + 1', '没有 + 1'],
  ])('is understood as it is typed: %s', (typed, formula) => expect(written(typed)).toBe(formula))

  it('is the same formula again, whatever it is made of', () => {
    const token = fc.oneof(
      fc.constantFrom(
        'total',
        'date',
        'date(',
        'partner.group.rank',
        'partner.nothing',
        'lines.quantity',
        'standing',
        'second',
        'a.b',
        'lines[',
        'quantity',
        '].quantity',
        'item.kind',
        'match("price", { partner: ',
        'balance("goods", "onHand", { partner: ',
        ', unit: ',
        '"price"',
      ),
      fc.constantFrom(' = ', ' + ', '(', ')', '[', ']', '.', ', ', ' in ', ' and ', '\n', '{ x: ', '}', 'round half up('),
      fc.constantFrom('"blocked"', '"停用"', '"合计"', '"｢合计｣"', '12.50', '@"2026-01-01"', 'not('),
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), (tokens) => {
        const formula = tokens.join('')
        const book = labels()
        expect(writtenOf(partsOfShown(shownOf(partsOfWritten(formula, book)), book))).toBe(formula)
      }),
      { numRuns: 3_000 },
    )
  })

  it('says where a position of the written formula is seen', () => {
    const parts = partsOfWritten('total + nothing', labels())
    expect(shownOf(parts)).toBe('｢合计｣ + nothing')
    const [from, to] = [shownPosition(parts, 8, false), shownPosition(parts, 15, true)]
    expect(shownOf(parts).slice(from, to)).toBe('nothing')
    expect(shownOf(parts).slice(shownPosition(parts, 0, false), shownPosition(parts, 5, true))).toBe('｢合计｣')
  })
})
