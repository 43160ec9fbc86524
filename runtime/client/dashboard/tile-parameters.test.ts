import { expect, it } from 'vitest'
import { heightOf, rowsThatFit, type Tile } from './tile-parameters.ts'

const table = (parts: Partial<Tile>): Tile => ({ name: 'due', report: 'due', ...parts })

it.each([
  [{}, 8],
  [{ height: 4 }, 10],
  [{ height: 5 }, 14],
  [{ height: 5, limit: 3 }, 3],
])('a tile %o shows %i rows', (parts, rows) => expect(rowsThatFit(table(parts))).toBe(rows))

it('is three rows of the grid high where nothing is said', () => {
  expect([heightOf(table({})), heightOf(table({ value: 'amount' })), heightOf(table({ height: 5 }))]).toEqual([3, 1, 5])
})
