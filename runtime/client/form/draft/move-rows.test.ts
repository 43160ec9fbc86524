import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moveRows } from './move-rows.ts'

/** What the server does with a move. */
function apply(rows: readonly string[], moves: readonly { id: string; before: string | null }[]): string[] {
  const result = [...rows]
  for (const { id, before } of moves) {
    result.splice(result.indexOf(id), 1)
    result.splice(before === null ? result.length : result.indexOf(before), 0, id)
  }
  return result
}

describe('moves of rows', () => {
  it('lead from any order to any other', () => {
    const orders = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }).map(String), { maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
    fc.assert(
      fc.property(orders, ([before, now]) => {
        expect(apply(before, moveRows(now, before))).toEqual(now)
      }),
    )
  })

  it('are none where nothing was moved', () => expect(moveRows(['1', '2', '3'], ['1', '2', '3'])).toEqual([]))
})
