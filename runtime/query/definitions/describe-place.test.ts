import { expect, it } from 'vitest'
import { describePlace } from './describe-place.ts'

it.each([
  ['/fields/0', '业务对象 单据 › 数量'],
  ['/fields/0/formula', '业务对象 单据 › 数量 › 公式'],
  ['/fields/1/formula', `业务对象 单据 › ${'长'.repeat(60)}… › 公式`],
])('%s is told in words, however long a label is', (pointer, said) => {
  const fields = [
    { name: 'quantity', label: '数量', formula: '=1' },
    { name: 'long', label: '长'.repeat(100_000), formula: '=1' },
  ]
  expect(describePlace({ kind: 'entity', name: 'paper', label: '单据', fields }, pointer, 'zh')).toBe(said)
})
