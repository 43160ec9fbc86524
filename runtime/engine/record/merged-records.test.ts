import { describe, expect, it } from 'vitest'
import { MergedRecords } from './merged-records.ts'

const chain = new MergedRecords([
  { record: 1, entity: 'party', into: 2 },
  { record: 2, entity: 'party', into: 3 },
  { record: 7, entity: 'item', into: 8 },
])

describe('merged records', () => {
  it.each([
    ['the first of a chain', 1, 3],
    ['one in the middle', 2, 3],
    ['the one that stays', 3, 3],
    ['one that was never merged', 4, 4],
    ['another entity', 7, 8],
  ])('%s resolves', (_what, id, stays) => expect(chain.resolve(id)).toBe(stays))

  it('tells all that count as one, the one that stays first', () => {
    expect(chain.same(1)).toEqual([3, 1, 2])
    expect(chain.same(4)).toEqual([4])
  })

  it('knows what went, and of which entities', () => {
    expect([chain.has(1), chain.has(3), chain.isEmpty]).toEqual([true, false, false])
    expect([[...chain.entities], chain.gone()]).toEqual([
      ['party', 'item'],
      [1, 2, 7],
    ])
    expect(MergedRecords.none.isEmpty).toBe(true)
  })
})
