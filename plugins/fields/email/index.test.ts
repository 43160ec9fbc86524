import { describeField } from '../describe-field.fixture.ts'
import { email } from './index.ts'

describeField(email, {
  accepts: [
    [{}, 'li.na@example.com'],
    [{}, ' 张三@例子.公司 ', '张三@例子.公司'],
  ],
  refuses: [
    [{}, 'li.na', 'bad-format'],
    [{}, 'a@b', 'bad-format'],
    [{}, 'a@b..com', 'bad-format'],
    [{}, 'a@b.com, c@d.com', 'bad-format'],
    [{}, '<a@b.com>', 'bad-format'],
  ],
})
