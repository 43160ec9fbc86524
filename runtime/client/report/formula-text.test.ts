import { describe, expect, it } from 'vitest'
import type { ReportData } from '../api/index.ts'
import { formulaText } from './formula-text.ts'

const data = {
  columns: [
    { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'number', scale: 0 },
    { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'money', scale: 2 },
  ],
  titles: {},
  records: {},
} as unknown as ReportData

describe('a formula as it reads', () => {
  it('says labels for names, and signs as on paper', () => {
    expect(formulaText('=amount / quantity', data)).toBe('金额 ÷ 数量')
    expect(formulaText('if quantity = 0 then null else amount / quantity', data)).toBe('如果 数量 = 0 则 空 否则 金额 ÷ 数量')
    expect(formulaText('if amount >= 1 then "amount" else null', data)).toBe('如果 金额 ≥ 1 则 "amount" 否则 空')
  })
})
