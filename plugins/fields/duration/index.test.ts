import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { duration } from './index.ts'

describeField(duration, {
  accepts: [
    [{}, '90', '90', '1小时30分'],
    [{}, '0', '0', '0分'],
    [{}, '1590', '1590', '1天2小时30分'],
  ],
  refuses: [
    [{}, '-1', 'too-small'],
    [{}, '1.5', 'too-many-digits'],
    [{}, '1:30', 'bad-number'],
    [{ maximum: '60' }, '61', 'out-of-range'],
  ],
})

it('reads durations as people write them', () => {
  const read = (text: string): unknown => duration.readText!(text, { name: 'x', type: 'duration' })
  expect(['90', '1:30', '1天2小时30分', '1.5小时', '1h 30m', '2d', '45分钟', 'long'].map(read)).toEqual([
    '90',
    '90',
    '1590',
    '90',
    '90',
    '2880',
    '45',
    'long',
  ])
})
