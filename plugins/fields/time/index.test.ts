import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { time } from './index.ts'

describeField(time, {
  accepts: [
    [{}, '08:30', '08:30', '08:30'],
    [{}, '00:00'],
    [{}, '23:59'],
  ],
  refuses: [
    [{}, '24:00', 'bad-date'],
    [{}, '8:30', 'bad-date'],
    [{}, '08:60', 'bad-date'],
    [{}, '08:30:00', 'bad-date'],
    [{}, 830, 'wrong-type'],
  ],
})

it('reads times as people write them', () => {
  const read = (text: string): unknown => time.readText!(text, { name: 'x', type: 'time' })
  expect(['8:30', '0830', '8点', '8点30分', '下午2:15', '2pm', '08:30:00', '8：05', 'noon'].map(read)).toEqual([
    '08:30',
    '08:30',
    '08:00',
    '08:30',
    '14:15',
    '14:00',
    '08:30',
    '08:05',
    'noon',
  ])
})
