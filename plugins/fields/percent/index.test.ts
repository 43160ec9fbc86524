import { describeField } from '../describe-field.fixture.ts'
import { percent } from './index.ts'

describeField(percent, {
  accepts: [
    [{}, '0.05', '0.0500', '5%'],
    [{}, '0.1234', '0.1234', '12.34%'],
    [{}, '12', '12.0000', '1,200%'],
  ],
  refuses: [
    [{}, '0.00001', 'too-many-digits'],
    [{}, '5%', 'bad-number'],
    [{ maximum: '1' }, '1.0001', 'above-maximum'],
  ],
})
