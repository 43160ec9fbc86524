import { describeField } from '../describe-field.fixture.ts'
import { select } from './index.ts'

const options = [
  { name: 'red', label: { zh: '红', en: 'Red' } },
  { name: 'blue', label: '蓝' },
]

describeField(select, {
  accepts: [
    [{ options }, 'red', 'red', '红'],
    [{ options, multiple: true }, ['blue', 'red', 'blue'], ['blue', 'red'], '蓝、红'],
    [{ options, multiple: true }, []],
  ],
  refuses: [
    [{ options }, 'green', 'not-an-option'],
    [{ options }, ['red'], 'wrong-type'],
    [{ options, multiple: true }, 'red', 'wrong-type'],
    [{ options, multiple: true }, ['red', 'green'], 'not-an-option'],
    [{ options, multiple: true }, Array.from({ length: 201 }, () => 'red'), 'too-many-items'],
    [{}, 'red', 'not-an-option'],
    [{ options }, 'toString', 'not-an-option'],
  ],
})
