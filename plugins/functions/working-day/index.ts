import { signature, type FunctionCall, type FunctionDefinition } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { DateTime, type CalendarDate } from '@formwork/platform/value/index.ts'

/** What the runtime knows of calendars: undefined where the workspace has none of that name. */
interface KnownCalendars {
  workingDay?(calendar: string, date: CalendarDate): CalendarDate | undefined
}

/** `working day(@"2026-10-01", "working-days")`: that day, or the next one that the workspace's calendar works on. */
export const workingDay: FunctionDefinition = {
  name: 'working day',
  group: 'date',
  where: 'server',
  help: {
    zh: '工作日：当天是工作日就是当天，遇休息日、节假日顺延到下一个工作日；第二个参数是工作日历的名称',
    en: 'The day itself, or the next one that is worked by the calendar of that name: weekends and holidays are passed over',
  },
  example: 'working day(date, "working-days")',
  signatures: [signature('date: day, calendar: string', types.date, firstWorkingDay)],
}

function firstWorkingDay(call: FunctionCall, date: CalendarDate | DateTime, calendar: string): CalendarDate | null {
  const known = call.runtime.facts as KnownCalendars | undefined
  if (known?.workingDay === undefined) return call.report('not-available', '此处不能使用工作日历', 'calendars are not known here')
  const day = known.workingDay(calendar, date instanceof DateTime ? date.date : date)
  return day ?? call.report('not-available', `没有工作日历“${calendar}”`, `there is no calendar "${calendar}"`)
}
