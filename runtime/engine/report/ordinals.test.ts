import { expect, it } from 'vitest'
import { ordinals } from './ordinals.ts'

it('numbers what is alike alike, in the order of the rows', () => {
  const rows = [
    { day: '1', record: 7 },
    { day: '1', record: 7 },
    { day: '1', record: 3 },
    { day: '2', record: 7 },
  ]
  const numbered = ordinals([{ name: 'number', ordinal: ['day', 'record'] }], rows)
  expect(numbered.map(({ number }) => String(number))).toEqual(['1', '1', '2', '3'])
})
