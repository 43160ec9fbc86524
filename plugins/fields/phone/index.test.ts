import { describeField } from '../describe-field.fixture.ts'
import { phone } from './index.ts'

describeField(phone, {
  accepts: [
    [{}, '13800138000'],
    [{}, '+86 138 0013 8000'],
    [{}, '010-12345678-801'],
    [{}, ' 0571 88001234 ', '0571 88001234'],
  ],
  refuses: [
    [{}, '123', 'bad-format'],
    [{}, '138x0138000', 'bad-format'],
    [{}, '1'.repeat(40), 'bad-format'],
    [{}, 13800138000, 'wrong-type'],
  ],
})
