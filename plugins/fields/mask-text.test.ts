import { describe, expect, it } from 'vitest'
import { maskText } from './mask-text.ts'

describe('masked texts', () => {
  it.each([
    ['13800138000', 'middle', '138••••8000'],
    ['李', 'middle', '•'],
    ['张三', 'middle', '张•'],
    ['欧阳锋', 'middle', '欧•锋'],
    ['13800138000', 'all', '••••••••'],
    ['', 'all', ''],
    ['plain', undefined, 'plain'],
  ] as const)('%s (%s) is shown as %s', (text, mask, shown) => {
    expect(maskText(text, { name: 'x', type: 'text', ...(mask === undefined ? {} : { mask }) })).toBe(shown)
  })
})
