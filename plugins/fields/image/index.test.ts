import { describeField } from '../describe-field.fixture.ts'
import { image } from './index.ts'

describeField(image, {
  accepts: [[{}, ['3', '9', '3'], ['3', '9'], '2']],
  refuses: [
    [{}, '3', 'wrong-type'],
    [{}, ['../etc'], 'bad-id'],
  ],
})
