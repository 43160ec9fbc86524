import { defineFunction, signature, type FunctionCall } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { DateTime, type CalendarDate, type Decimal } from '@formwork/platform/value/index.ts'
import { dueDateOf } from './due-date-of.ts'

/** Farthest due date: a century. */
const MOST_DAYS = 36_525

/**
 * `due date(@"2026-01-31", 30)` is 2026-03-02; without terms what is owed is due at once. With months it counts from the
 * month's end: `due date(@"2026-01-26", 0, 1, 10, 25)` is the 10th of the month after the one that the cut-off day 25 puts it in.
 */
export const dueDate = defineFunction(
  'due date',
  'date',
  {
    zh: '到期日：日期加账期天数，账期为空时即为当日；给出月数时从月底起算，可定每月几号及截止日',
    en: 'The day on which something falls due: a date and so many days (none: the day itself); with months from the month’s end on, on a day of that month, after a cut-off day one month later',
  },
  'due date(@"2026-01-31", 30) = @"2026-03-02"',
  signature('date: day, days?: number?, months?: number?, day?: number?, cut off?: number?', types.date, addTerms),
)

type Term = Decimal | null | undefined

function addTerms(call: FunctionCall, date: CalendarDate | DateTime, ...terms: Term[]): CalendarDate | null {
  const from = date instanceof DateTime ? date.date : date
  const [days, months, day, cutOff] = terms.map((term) => term?.toSafeInteger())
  const isWhole = terms.every((term) => term === undefined || term === null || term.isInteger())
  if (!isWhole || Math.abs(days ?? 0) > MOST_DAYS || Math.abs(months ?? 0) * 31 > MOST_DAYS) {
    return call.report('wrong-arguments', '账期应为整天数', 'the terms must be a whole number of days')
  }
  const isDay = (value: number | undefined): boolean => value === undefined || (value >= 1 && value <= 31)
  if (!isDay(day) || !isDay(cutOff)) return call.report('wrong-arguments', '日应为 1 至 31', 'a day of the month is 1 to 31')
  return dueDateOf(from, { days, months, day, cutOff })
}
