import { describeField } from '../describe-field.fixture.ts'
import { url } from './index.ts'

describeField(url, {
  accepts: [
    [{}, 'https://example.com/a?b=c#d'],
    [{}, 'HTTP://例子.公司/路径'],
  ],
  refuses: [
    [{}, 'example.com', 'bad-format'],
    [{}, 'javascript:alert(1)', 'bad-format'],
    [{}, 'https://a b', 'bad-format'],
    [{}, 'https://a"onclick', 'bad-format'],
  ],
})
