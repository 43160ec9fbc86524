import { describe, expect, it } from 'vitest'
import { nameFor, withLabelText } from './label.ts'

describe('names for what people call something', () => {
  it.each([
    ['品牌', [], '品牌'],
    ['品牌', ['品牌'], '品牌2'],
    ['Brand name', [], 'Brandname'],
    ['3rd party', [], 'rdparty'],
    ['— !', ['field'], 'field2'],
    ['a.b/c', [], 'abc'],
  ])('%s beside %j is %s', (text, taken, name) => expect(nameFor(text, taken, 'field')).toBe(name))
})

describe('labels', () => {
  it('keeps the other language', () => {
    expect(withLabelText({ zh: '品牌', en: 'Brand' }, '牌子', 'zh')).toEqual({ zh: '牌子', en: 'Brand' })
    expect(withLabelText('品牌', '牌子', 'zh')).toBe('牌子')
    expect(withLabelText(undefined, '牌子', 'zh')).toBe('牌子')
  })
})
