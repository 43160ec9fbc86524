import { describe, expect, it } from 'vitest'
import { trendOf } from './trend-of.ts'

describe('the trend of figures along a time', () => {
  it.each([
    ['what lies on a line is its own trend', [1, 3, 5, 7], [1, 3, 5, 7]],
    ['as far above as below it', [0, 3, 0], [1, 1, 1]],
    ['by least squares', [1, 2, 2, 3], [1.1, 1.7, 2.3, 2.9]],
    ['what is not known is left out, and told', [10, null, 30, 40], [10, 20, 30, 40]],
  ])('%s', (_name, values, line) => expect(trendOf(values, 2)).toEqual(line))

  it('needs three figures', () => {
    expect(trendOf([1, null, 2], 2)).toBeUndefined()
    expect(trendOf([], 2)).toBeUndefined()
  })
})
