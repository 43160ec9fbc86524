import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import { runningSums } from './running-sums.ts'

it('adds up a column in the order of the rows, and leaves out what is empty', () => {
  const columns = [{ name: 'amount' }, { name: 'so-far', running: 'amount' }]
  const rows = ['5', null, '2.5', '-1'].map((amount) => ({ amount: amount === null ? null : Decimal.parse(amount) }))
  expect(runningSums(columns, rows).map((row) => String(row['so-far']))).toEqual(['5', '5', '7.5', '6.5'])
})
