import { describeField } from '../describe-field.fixture.ts'
import { signature } from './index.ts'

describeField(signature, {
  accepts: [[{}, '3', '3', '已签名']],
  refuses: [
    [{}, ['3'], 'wrong-type'],
    [{}, '../etc', 'bad-id'],
  ],
})
