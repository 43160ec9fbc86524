import { describeField } from '../describe-field.fixture.ts'
import { member } from './index.ts'

describeField(member, {
  accepts: [
    [{}, '12', '12', '12'],
    [{ multiple: true }, ['12', '7', '12'], ['12', '7']],
  ],
  refuses: [
    [{}, 12, 'wrong-type'],
    [{}, '012', 'bad-id'],
    [{}, '0', 'bad-id'],
    [{}, '-1', 'bad-id'],
    [{}, '9007199254740992', 'bad-id'],
    [{ multiple: true }, ['x'], 'bad-id'],
  ],
})
