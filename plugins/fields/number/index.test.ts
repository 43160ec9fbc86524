import { Decimal } from '@formwork/platform/value/index.ts'
import { describeField } from '../describe-field.fixture.ts'
import { number } from './index.ts'

describeField(number, {
  accepts: [
    [{}, '12', '12', '12'],
    [{ scale: 3 }, '1234567.5', '1234567.500', '1,234,567.5'],
    [{ scale: 3 }, 2, '2.000'],
    [{ scale: 3 }, Decimal.parse('-0.001'), '-0.001', '-0.001'],
    [{ scale: 2 }, '1.100', '1.10'],
    [{}, '9007199254740991'],
    [{ scale: 2, minimum: '0.01' }, '0.01'],
  ],
  refuses: [
    [{}, true, 'wrong-type'],
    [{}, 'abc', 'bad-number'],
    [{}, '', 'bad-number'],
    [{}, 'NaN', 'bad-number'],
    [{}, '1e999999', 'bad-number'],
    [{}, '1.5', 'too-many-digits'],
    [{ scale: 2 }, '0.001', 'too-many-digits'],
    [{}, '9007199254740992', 'out-of-range'],
    [{ minimum: '0' }, '-1', 'too-small'],
    [{ maximum: '100' }, '101', 'above-maximum'],
  ],
})
