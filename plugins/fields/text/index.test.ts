import { describeField } from '../describe-field.fixture.ts'
import { text } from './index.ts'

describeField(text, {
  accepts: [
    [{}, '张三'],
    [{}, '  a \t b\n', 'a b', 'a b'],
    [{ maximumLength: 2 }, '😀😀'],
  ],
  refuses: [
    [{}, 5, 'wrong-type'],
    [{}, null, 'wrong-type'],
    [{ maximumLength: 2 }, 'abc', 'too-long'],
    [{}, 'x'.repeat(201), 'too-long'],
    [{}, 'a\u0007b', 'bad-format'],
  ],
})
