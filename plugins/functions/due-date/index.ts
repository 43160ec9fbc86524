import { defineFunction, signature, type FunctionCall } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { DateTime, type CalendarDate, type Decimal } from '@formwork/platform/value/index.ts'

/** Farthest due date: a century. */
const MOST_DAYS = 36_525

/** `due date(@"2026-01-31", 30)` is 2026-03-02; without terms what is owed is due at once. */
export const dueDate = defineFunction(
  'due date',
  'date',
  {
    zh: '到期日:日期加账期天数,账期为空时即为当日',
    en: 'The day on which something falls due: a date and so many days; without terms the day itself',
  },
  'due date(@"2026-01-31", 30) = @"2026-03-02"',
  signature('date: day, days?: number?', types.date, addTerms),
)

function addTerms(call: FunctionCall, day: CalendarDate | DateTime, terms?: Decimal | null): CalendarDate | null {
  const date = day instanceof DateTime ? day.date : day
  if (terms === undefined || terms === null) return date
  const days = terms.toSafeInteger()
  if (days === undefined || Math.abs(days) > MOST_DAYS) {
    return call.report('wrong-arguments', '账期应为整天数', 'the terms must be a whole number of days')
  }
  return date.addDays(days)
}
