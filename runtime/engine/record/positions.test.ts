import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftLine } from './draft.ts'
import { placeLines } from './positions.ts'

const line = (position: number): DraftLine => ({ id: 1, position, values: {}, given: {}, before: null, stored: null, ref: undefined })
const place = (positions: number[]): number[] => {
  const lines = positions.map(line)
  placeLines(lines)
  return lines.map((each) => each.position)
}

describe('placeLines', () => {
  const cases: [string, number[], number[]][] = [
    ['new rows', [0, 0, 0], [1024, 2048, 3072]],
    ['a row at the end', [1024, 0], [1024, 2048]],
    ['a row between', [1024, 0, 2048], [1024, 1536, 2048]],
    ['two rows between', [1024, 0, 0, 2048], [1024, 1365, 1706, 2048]],
    ['a row in front', [0, 1024], [512, 1024]],
    ['a row moved to the end', [2048, 3072, 1024], [2048, 3072, 4096]],
    ['no room left', [5, 0, 6], [1024, 2048, 3072]],
  ]
  it.each(cases)('%s', (_title, before, after) => expect(place(before)).toEqual(after))

  it('ascends, and keeps what stands right', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 })), { maxLength: 40 }), (before) => {
        const after = place(before)
        expect(after.every((position, index) => Number.isInteger(position) && position > (after[index - 1] ?? 0))).toBe(true)
      }),
    )
    const ascending = [3, 9, 1024]
    expect(place(ascending)).toEqual(ascending)
  })
})
