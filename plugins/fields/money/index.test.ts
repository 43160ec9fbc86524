import { describeField } from '../describe-field.fixture.ts'
import { money } from './index.ts'

describeField(money, {
  accepts: [
    [{}, '1234.5', '1234.50', '1,234.50'],
    [{}, '-0.01', '-0.01', '-0.01'],
    [{}, '90071992547409.91'],
    [{ scale: 4 }, '1', '1.0000', '1.0000'],
  ],
  refuses: [
    [{}, '0.001', 'too-many-digits'],
    [{}, '90071992547409.92', 'out-of-range'],
    [{}, '1,000', 'bad-number'],
    [{}, [], 'wrong-type'],
  ],
})
