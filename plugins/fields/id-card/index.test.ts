import { describeField } from '../describe-field.fixture.ts'
import { idCard } from './index.ts'

describeField(idCard, {
  accepts: [
    [{}, '11010519491231002X', undefined, '110•••••••••••002X'],
    [{}, '11010519491231002x', '11010519491231002X'],
    [{}, ' 440524 18800101 0014 ', '440524188001010014'],
    [{ mask: 'all' }, '11010519491231002X', undefined, '••••••••'],
  ],
  refuses: [
    [{}, '110105194912310020', 'bad-format'],
    [{}, '11010519491331002X', 'bad-format'],
    [{}, '11010519490230002X', 'bad-format'],
    [{}, '110105491231002', 'bad-format'],
    [{}, 1, 'wrong-type'],
  ],
})
