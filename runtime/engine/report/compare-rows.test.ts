import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { compareRows } from './compare-rows.ts'

describe('a comparison', () => {
  it('puts what was before beside what is, and counts what is missing as nothing', () => {
    const columns = [{ name: 'item' }, { name: 'amount' }]
    const now = [
      { item: 'ink', amount: Decimal.parse('30') },
      { item: 'pen', amount: Decimal.parse('5') },
    ]
    const before = [
      { item: 'ink', amount: Decimal.parse('40') },
      { item: 'cap', amount: Decimal.parse('8') },
    ]
    const compared = compareRows(columns, now, before, 'year')
    expect(compared.columns.map(({ name }) => name)).toEqual(['item', 'amount', 'amountBefore', 'amountGrowth'])
    expect(compared.rows.map((each) => compared.columns.map(({ name }) => (each[name] == null ? null : String(each[name]))))).toEqual([
      ['ink', '30', '40', '-0.2500'],
      ['pen', '5', '0', null],
      ['cap', '0', '8', '-1.0000'],
    ])
  })

  it('leaves rows out that are kept in neither period, not those that are gone', () => {
    const columns = [{ name: 'item' }, { name: 'amount' }]
    const row = (item: string, amount: string): ReportRow => ({ item, amount: Decimal.parse(amount) })
    const [now, before] = [
      [row('ink', '0'), row('pen', '5'), row('cup', '0')],
      [row('ink', '40'), row('cap', '8'), row('cup', '0')],
    ]
    const compared = compareRows(columns, now, before, 'period', ({ amount }) => !(amount as Decimal).isZero())
    expect(compared.rows.map(({ item, amount, amountBefore }) => [item, String(amount), String(amountBefore)])).toEqual([
      ['ink', '0', '40'],
      ['pen', '5', '0'],
      ['cap', '0', '8'],
    ])
  })

  it('meets rows by what groups them, though their last day and their class have changed', () => {
    const columns = [
      { name: 'item' },
      { name: 'last', aggregate: 'maximum' as const },
      { name: 'class', formula: '=if amount > 9 then "A" else "B"' as never },
      { name: 'amount' },
    ]
    const row = (last: string, kind: string, amount: string): ReportRow => ({
      item: 'ink',
      last,
      class: kind,
      amount: Decimal.parse(amount),
    })
    const { rows } = compareRows(columns, [row('2026-05-20', 'A', '10')], [row('2026-04-02', 'B', '8')], 'period')
    expect(rows.map(({ last, amount, amountBefore }) => [last, String(amount), String(amountBefore)])).toEqual([['2026-05-20', '10', '8']])
  })

  it('hides beside a hidden figure, and is formatted like what the figure itself is like', () => {
    const columns = [{ name: 'item' }, { name: 'worthOpening', like: 'worth' }, { name: 'inner', shown: false }]
    const row = { item: 'ink', worthOpening: Decimal.parse('3'), inner: Decimal.parse('1') }
    const added = compareRows(columns, [row], [row], 'period').columns.map(({ name, like, shown }) => [name, like, shown])
    expect(added).toEqual([
      ['item', undefined, undefined],
      ['worthOpening', 'worth', undefined],
      ['worthOpeningBefore', 'worth', undefined],
      ['worthOpeningGrowth', undefined, undefined],
      ['inner', undefined, false],
      ['innerBefore', 'inner', false],
      ['innerGrowth', undefined, false],
    ])
  })
})
