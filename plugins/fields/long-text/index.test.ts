import { describeField } from '../describe-field.fixture.ts'
import { longText } from './index.ts'

describeField(longText, {
  accepts: [[{}, '第一行\n  第二行', undefined, '第一行\n  第二行']],
  refuses: [
    [{}, false, 'wrong-type'],
    [{}, 'x'.repeat(5001), 'too-long'],
    [{ maximumLength: 3 }, 'abcd', 'too-long'],
  ],
})
