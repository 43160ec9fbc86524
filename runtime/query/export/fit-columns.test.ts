import { describe, expect, it } from 'vitest'
import { columnWeights, fontFor, isWide } from './fit-columns.ts'

const UPRIGHT = 186
const LYING = 273

describe('columns on paper', () => {
  it('are as wide as what they hold, long texts aside', () => {
    const rows = Array.from({ length: 20 }, (_, index) => ['XS2026110046', index === 0 ? '很长'.repeat(40) : '无', '1'])
    const [number, remark, count] = columnWeights(['编号', '备注', '数'], rows)
    expect(number).toBeGreaterThan(7)
    expect(remark).toBeLessThan(6)
    expect(count).toBeCloseTo(remark!)
  })

  it('lie down where they are many, and are printed smaller before they are squeezed', () => {
    const few = Array.from({ length: 6 }, () => 8)
    const many = Array.from({ length: 14 }, () => 8)
    expect([isWide(few, UPRIGHT, 9), isWide(many, UPRIGHT, 9)]).toEqual([false, true])
    expect([fontFor(few, UPRIGHT, 9), fontFor(many, LYING, 9)]).toEqual([9, 6.5])
    expect(fontFor([...many, ...many], LYING, 9)).toBe(6)
  })
})
