import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { progress } from './index.ts'

describeField(progress, {
  accepts: [
    [{}, '0.5', '0.5000', '50%'],
    [{}, '1', '1.0000', '100%'],
    [{}, '0.125', '0.1250', '12.5%'],
  ],
  refuses: [
    [{}, '1.01', 'out-of-range'],
    [{}, '-0.1', 'out-of-range'],
    [{}, '0.00001', 'too-many-digits'],
    [{}, '50%', 'bad-number'],
  ],
})

it('reads shares as people write them', () => {
  const read = (text: string): unknown => progress.readText!(text, { name: 'x', type: 'progress' })
  expect(['50%', '５０ ％', '50', '0.5', '0.5%', '100', 'half'].map(read)).toEqual(['0.5', '0.5', '0.5', '0.5', '0.005', '1', 'half'])
})
