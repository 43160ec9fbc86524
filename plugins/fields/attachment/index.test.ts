import { describeField } from '../describe-field.fixture.ts'
import { attachment } from './index.ts'

describeField(attachment, {
  accepts: [
    [{}, [], [], '0'],
    [{}, ['3', '9', '3'], ['3', '9'], '2'],
  ],
  refuses: [
    [{}, '3', 'wrong-type'],
    [{}, ['../etc'], 'bad-id'],
    [{}, [3], 'wrong-type'],
  ],
})
