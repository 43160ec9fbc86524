import { describe, expect, it } from 'vitest'
import { orderColumns } from './use-column-choice.ts'

const columns = ['a', 'b', 'c', 'd'].map((name) => ({ name }))

describe('order of columns', () => {
  it.each([
    [[], 'abcd'],
    [['c', 'a'], 'cabd'],
    [['gone', 'd'], 'dabc'],
  ])('%j: %s', (order, expected) => {
    expect(
      orderColumns(columns, order)
        .map(({ name }) => name)
        .join(''),
    ).toBe(expected)
  })
})
