import divisions from '@formwork/plugins/fields/address/divisions.json' with { type: 'json' }
import { expect, it } from 'vitest'
import { provinceOf, provinces } from './provinces.ts'

it('every division that an address begins with has one tile of its own, and no two lie on one place', () => {
  expect(provinces.map(({ name }) => name).toSorted()).toEqual(Object.keys(divisions).toSorted())
  expect(new Set(provinces.map(({ row, column }) => `${row}/${column}`)).size).toBe(34)
  expect(new Set(provinces.map(({ code }) => code)).size).toBe(34)
})

it.each([
  ['浙江省/杭州市/西湖区', 'ZJ'],
  ['内蒙古呼和浩特', 'NM'],
  ['Shaanxi', 'SN'],
  ['shanxi, Taiyuan', 'SX'],
  ['华东', undefined],
  ['', undefined],
])('%s lies in %s', (text, code) => expect(provinceOf(text)?.code).toBe(code))
