import { describeField } from '../describe-field.fixture.ts'
import { role } from './index.ts'

const options = [
  { name: 'owner', label: { zh: '老板', en: 'Owner' } },
  { name: 'clerk', label: '文员' },
]

describeField(role, {
  accepts: [
    [{ options }, 'owner', undefined, '老板'],
    [{ options, multiple: true }, ['clerk', 'owner'], undefined, '文员、老板'],
  ],
  refuses: [
    [{ options }, 'nobody', 'not-an-option'],
    [{ options }, ['owner'], 'wrong-type'],
  ],
})
