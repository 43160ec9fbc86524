import { describeField } from '../describe-field.fixture.ts'
import { location } from './index.ts'

describeField(location, {
  accepts: [
    [{}, '31.230416,121.473701', undefined, '31.230416, 121.473701'],
    [{}, ' 31.23041678 ， 121.4700 ', '31.230416,121.47'],
    [{}, '-33.8,-70', '-33.8,-70'],
    [{}, '-0,0', '0,0'],
  ],
  refuses: [
    [{}, '91,0', 'bad-format'],
    [{}, '0,180.5', 'bad-format'],
    [{}, '121.47', 'bad-format'],
    [{}, 'here', 'bad-format'],
    [{}, [31, 121], 'wrong-type'],
  ],
})
