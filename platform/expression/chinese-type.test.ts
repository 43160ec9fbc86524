import { expect, it } from 'vitest'
import { chineseType } from './chinese-type.ts'

it.each([
  ['number', '数字'],
  ['list<list<date and time>>', '列表<列表<日期时间>>'],
  ['days and time duration', '时长'],
  ['product', 'product'],
])('%s is %s', (name, said) => {
  expect(chineseType(name)).toBe(said)
})
