import { describe, expect, it } from 'vitest'
import { readTenths, writeTenths } from './tenths.ts'

describe('millimetres with one decimal', () => {
  it.each([
    ['1.5', 15],
    ['-0.5', -5],
    ['−2', -20],
    ['20', 200],
    ['', 0],
    ['0,3', 3],
    ['20.1', undefined],
    ['1.55', undefined],
    ['1e1', undefined],
    ['far', undefined],
  ])('%s', (typed, tenths) => {
    expect(readTenths(typed)).toBe(tenths)
    if (tenths !== undefined) expect(readTenths(writeTenths(tenths))).toBe(tenths)
  })
})
