import { Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { quantiles } from './quantiles.ts'
import { formulaTotals } from './totals.ts'

const rows = [50, 10, 40, 20, 30, 30, null].map((value) => ({ spent: value === null ? null : Decimal.of(value) }))
const score = (best?: 'smallest'): string[] =>
  quantiles([{ name: 'score', quantile: { of: 'spent', parts: 5, best } }], rows).map(({ score: own }) => String(own))

describe('quantiles', () => {
  it('give the largest the highest part, equal ones the same, nothing to what is empty', () => {
    expect(score()).toEqual(['5', '1', '4', '1', '2', '2', 'null'])
  })

  it('turn round where little is good', () => {
    expect(score('smallest')).toEqual(['1', '5', '1', '4', '2', '2', 'null'])
  })
})

describe('totals of formulas', () => {
  const columns = [
    { name: 'amount', total: true as const },
    { name: 'cost', total: true as const },
    { name: 'price' },
    { name: 'rate', formula: '=(amount - cost) / amount', total: 'formula' as const },
    { name: 'odd', formula: '=amount / price', total: 'formula' as const },
  ]
  const compute = (_columns: unknown, row: Record<string, unknown>): Record<string, unknown> => {
    const [amount, cost] = [row.amount as Decimal, row.cost as Decimal]
    return { ...row, rate: amount.subtract(cost).divide(amount) }
  }

  it('are computed of the totals, not added up; without all of them there is none', () => {
    const totals = formulaTotals(columns, { amount: Decimal.of(200), cost: Decimal.of(150) }, compute)
    expect([String(totals.rate), totals.odd]).toEqual(['0.25', undefined])
  })
})
