import { expect, it } from 'vitest'
import { foldedColumns } from './folded-columns.ts'

const fold = (...names: string[]): string[] => [
  ...foldedColumns(
    names.map((name) => ({ name })),
    ({ name }) => name.startsWith('#'),
  ),
]

it('words before the first figure go below the first of them, unless there is room', () => {
  expect(fold('item', 'code', 'place', '#quantity', 'reason', '#value')).toEqual(['code', 'place'])
  expect(fold('item', 'place', '#quantity')).toEqual([])
  expect(fold('shop', 'order', 'day', 'address')).toEqual([])
  expect(fold('#only')).toEqual([])
})
