import { expect, it } from 'vitest'
import { withEarlier } from './with-earlier.ts'

const columns = new Set(['amount', 'amountBefore', 'amountGrowth', 'rate'])

it('draws the other period beside this one where two fit beside each other', () => {
  const of = (type: string) => withEarlier({ type, category: 'item', series: ['amount', 'rate'] } as never, ['amount', 'rate'], columns)
  expect(of('bar')).toEqual(['amount', 'amountBefore', 'rate'])
  expect(of('line')).toEqual(['amount', 'amountBefore', 'rate'])
  expect(of('donut')).toEqual(['amount', 'rate'])
  expect(withEarlier(undefined, ['amount'], columns)).toEqual(['amount'])
})
