import { describeField } from '../describe-field.fixture.ts'
import { dateTime } from './index.ts'

describeField(dateTime, {
  accepts: [
    [{}, '2026-02-28T08:30:00', undefined, '2026-02-28 08:30'],
    [{}, '2026-02-28T08:30:00+08:00'],
  ],
  refuses: [
    [{}, '2026-02-28', 'bad-date'],
    [{}, '2026-02-30T08:30:00', 'bad-date'],
    [{}, '2026-02-28T25:00:00', 'bad-date'],
    [{}, 0, 'wrong-type'],
  ],
})
