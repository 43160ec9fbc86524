import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import divisions from './divisions.json' with { type: 'json' }
import { address } from './index.ts'

describeField(address, {
  accepts: [
    [{}, '浙江省/杭州市/西湖区/文三路 1 号', undefined, '浙江省杭州市西湖区文三路 1 号'],
    [{}, '北京市/北京市/海淀区', undefined, '北京市海淀区'],
    [{ levels: 'city' }, '浙江省/杭州市'],
    [{}, '浙江省'],
  ],
  refuses: [
    [{ levels: 'city' }, '浙江省/杭州市/西湖区', 'bad-format'],
    [{}, '/杭州市', 'bad-format'],
    [{}, '浙江省//西湖区', 'bad-format'],
    [{}, 'x'.repeat(201), 'too-long'],
    [{}, 330106, 'wrong-type'],
  ],
})

it('reads addresses as people write them', () => {
  const read = (text: string): unknown => address.readText!(text, { name: 'x', type: 'address' })
  expect(read('浙江省 杭州市 西湖区 文三路 1 号')).toBe('浙江省/杭州市/西湖区/文三路 1 号')
  expect(read('浙江省')).toBe('浙江省')
})

it('knows every province with its cities and districts', () => {
  const provinces = Object.values(divisions as Record<string, Record<string, string[]>>)
  expect(provinces.length).toBe(34)
  expect(provinces.flatMap((cities) => Object.values(cities).flat()).length).toBeGreaterThan(2800)
  for (const cities of provinces) expect(Object.keys(cities).length).toBeGreaterThan(0)
})
