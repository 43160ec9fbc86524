import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutWords } from './layout-words.ts'

const area = { width: 600, height: 300 }
const words = fc.array(fc.record({ width: fc.integer({ min: 20, max: 200 }), height: fc.integer({ min: 14, max: 48 }) }), { maxLength: 60 })

describe('words around a middle', () => {
  it('never lie on each other and never leave the area', () => {
    fc.assert(
      fc.property(words, (boxes) => {
        const placed = layoutWords(boxes, area).flatMap((place, index) => (place === undefined ? [] : [{ ...place, ...boxes[index]! }]))
        for (const [index, one] of placed.entries()) {
          expect(Math.abs(one.x) + one.width / 2).toBeLessThanOrEqual(area.width / 2)
          expect(Math.abs(one.y) + one.height / 2).toBeLessThanOrEqual(area.height / 2)
          for (const other of placed.slice(index + 1)) {
            const isApart =
              Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2
            expect(isApart).toBe(true)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('begin in the middle, and find room for forty of a usual size', () => {
    const placed = layoutWords(
      Array.from({ length: 40 }, (_, index) => ({ width: 110 - index, height: 30 - Math.floor(index / 3) })),
      { width: 760, height: 420 },
    )
    expect(placed[0]).toEqual({ x: 0, y: 0 })
    expect(placed.filter((place) => place === undefined)).toEqual([])
  })

  it('have no place where there is none', () => expect(layoutWords([{ width: 700, height: 20 }], area)).toEqual([undefined]))
})
