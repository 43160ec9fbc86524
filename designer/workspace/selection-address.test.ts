import { describe, expect, it } from 'vitest'
import { hashOf, readHash } from './selection-address.ts'

describe('the address of a definition', () => {
  it.each([
    ['product/entity.json', 'canvas'],
    ['reports/销售 100%.json', 'report'],
  ] as const)('%s is read as it was written', (path, view) => {
    expect(readHash(hashOf(path, view))).toEqual({ path, view })
  })

  it('is empty at the start page', () => {
    expect([hashOf(undefined, 'canvas'), readHash(''), readHash('#')]).toEqual(['', {}, {}])
  })

  it('leads to the start page when it was broken while copying', () => {
    expect(readHash('#product%2')).toEqual({})
    expect(readHash('#%E0%A4%A')).toEqual({})
  })

  it('may name the definition alone', () => {
    expect(readHash('#product%2Fentity.json')).toEqual({ path: 'product/entity.json' })
  })
})
