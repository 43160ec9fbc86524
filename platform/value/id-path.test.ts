import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatId, parseId, tryParseId } from './id.ts'
import { formatPath, joinPath, parsePath, withoutPositions } from './path.ts'

describe('ids', () => {
  it('round trip', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        expect(parseId(formatId(id))).toBe(id)
      }),
    )
  })
  it.each(['', '0', '-1', '01', '1.0', '1e3', '９', ' 1', '9007199254740992', '99999999999999999999', 1, null, {}, ['1']])(
    'refuses %j',
    (text) => {
      expect(tryParseId(text)).toBeUndefined()
      expect(() => parseId(text, 'id')).toThrow(expect.objectContaining({ code: 'bad-id', path: 'id' }))
    },
  )
})

describe('paths', () => {
  it('round trip', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (segments) => {
        expect(parsePath(formatPath(segments))).toEqual(segments)
      }),
    )
  })
  it('join and lose their positions', () => {
    expect(formatPath(['lines', 3, 'price'])).toBe('lines/3/price')
    expect(parsePath('')).toEqual([])
    expect(joinPath('lines/3', '', 'price')).toBe('lines/3/price')
    expect(withoutPositions('lines/3/price')).toBe('lines/price')
  })
})
