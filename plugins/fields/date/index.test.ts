import { describeField } from '../describe-field.fixture.ts'
import { date } from './index.ts'

describeField(date, {
  accepts: [
    [{}, '2026-02-28', '2026-02-28', '2026-02-28'],
    [{}, '2024-02-29'],
  ],
  refuses: [
    [{}, '2025-02-29', 'bad-date'],
    [{}, '2026-2-8', 'bad-date'],
    [{}, '0026-02-08', 'bad-date'],
    [{}, '12026-02-08', 'bad-date'],
    [{}, '2026-02-28T00:00:00', 'bad-date'],
    [{}, 20260228, 'wrong-type'],
  ],
})
