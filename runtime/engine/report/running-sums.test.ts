import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import { runningSums } from './running-sums.ts'

it('adds up a column in the order of the rows, and leaves out what is empty', () => {
  const columns = [{ name: 'amount' }, { name: 'so-far', running: 'amount' }]
  const rows = ['5', null, '2.5', '-1'].map((amount) => ({ amount: amount === null ? null : Decimal.parse(amount) }))
  expect(runningSums(columns, rows).map((row) => String(row['so-far']))).toEqual(['5', '5', '7.5', '6.5'])
})

it('begins anew for each of the values that the rows have in other columns', () => {
  const columns = [{ name: 'share' }, { name: 'so-far', running: 'share', per: ['bill', 'part'] }]
  const rows = [
    ['A', 1, '5'],
    ['B', 1, '3'],
    ['A', 1, '2'],
    ['A', 2, '4'],
    [null, 1, '1'],
    [null, 1, '1'],
  ].map(([bill, part, share]) => ({ bill, part, share: Decimal.parse(share as string) }))
  expect(runningSums(columns, rows).map((row) => String(row['so-far']))).toEqual(['5', '3', '7', '4', '1', '2'])
})
