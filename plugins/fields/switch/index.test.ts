import { describeField } from '../describe-field.fixture.ts'
import { switchField } from './index.ts'

describeField(switchField, {
  accepts: [
    [{}, true, true, '是'],
    [{}, false, false, '否'],
  ],
  refuses: [
    [{}, 'true', 'wrong-type'],
    [{}, 1, 'wrong-type'],
  ],
})
