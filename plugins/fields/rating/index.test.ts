import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { rating } from './index.ts'

describeField(rating, {
  accepts: [
    [{}, '4', '4', '★★★★☆'],
    [{ stars: 3 }, 3, '3', '★★★'],
  ],
  refuses: [
    [{}, '0', 'out-of-range'],
    [{}, '6', 'out-of-range'],
    [{}, '2.5', 'too-many-digits'],
    [{}, '★', 'bad-number'],
  ],
})

it('reads stars as files have them', () => {
  expect(['★★★☆☆', '4', '好'].map((text) => rating.readText!(text, { name: 'x', type: 'rating' }))).toEqual(['3', '4', '好'])
})
