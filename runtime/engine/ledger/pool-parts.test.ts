import { describe, expect, it } from 'vitest'
import { compilePool, poolName, poolReads } from './pool-parts.ts'
import type { DimensionShape } from './shape.ts'

const dimension = (name: string): DimensionShape => ({
  name,
  kind: 'integer',
  type: 'reference',
  required: true,
  virtualByName: new Map(),
  nameOfVirtual: new Map(),
  inside: new Set(),
})
const dimensions = ['item', 'place', 'lot'].map(dimension)
const compile = (formula: string): ReturnType<typeof compilePool> => compilePool(formula, dimensions, 'goods')
const scope = { item: { id: '7' }, place: { id: '3', region: 'north' }, lot: 'L|1' }
const named = (formula: string, given: Record<string, unknown> = scope): string => poolName(compile(formula)!, [7, 3, 'L|1'], () => given)

describe('what is costed together', () => {
  it.each([
    ['=item', [0]],
    ['=[item, place]', [0, 1]],
    ['=[item, null]', [0]],
    ['=[item, if "own" = "own" then place else null]', [0, 1]],
    ['=[item, if "all" = "own" then place else null]', [0]],
    ['=if true then item else [item, place]', [0]],
  ])('%s: dimensions', (formula, positions) => expect(compile(formula)).toEqual(positions))

  it.each([
    ['=[item, place.region]', '7|north'],
    ['=[item, if place.region = null then place else place.region]', '7|north'],
    ['=[item, if place.region = "south" then place.region else place]', '7|#3'],
    ['=[item, if "own" = "own" then (if lot = null then place else lot) else null]', '7|L||1'],
  ])('%s: named by what it gives', (formula, name) => expect(named(formula)).toBe(name))

  it('a place without the field stands for itself, and is no text of the same letters', () => {
    const formula = '=[item, if place.region = null then place else place.region]'
    expect(named(formula, { ...scope, place: { id: '3', region: null } })).toBe('7|#3')
    expect(named(formula, { ...scope, place: { id: '3', region: '3' } })).toBe('7|3')
  })

  it('says what it reads: a change of it moves what is held', () => {
    const parts = compile('=[item, if place.region = null then place else place.region]')!
    expect(poolReads(parts)).toEqual([0, 1])
    expect(parts[1]).toMatchObject({ fields: [{ dimension: 1, field: 'region' }] })
  })

  it('a formula that is no list sees the record that posts; names that are no dimensions are refused', () => {
    expect(compile('=if record.own then "a" else "b"')).toBeUndefined()
    expect(() => compile('=[item, colour]')).toThrow()
    expect(() => compile('=[item, colour.name]')).toThrow()
  })
})
