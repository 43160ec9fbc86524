import { CalendarDate, daysInMonth } from '@formwork/platform/value/index.ts'

/** When something falls due: so many days later, or so many months after the month's end or its cut-off day. */
export interface Terms {
  readonly days?: number
  /** Counted from the end of the month of the date, or of the month its cut-off day puts it in. */
  readonly months?: number
  /** Day of the month it falls on; absent: the last one. */
  readonly day?: number
  /** What is dated after this day counts to the next month. */
  readonly cutOff?: number
}

/** The due date of one instalment. */
export function dueDateOf(date: CalendarDate, { days, months, day, cutOff }: Terms): CalendarDate {
  if (months === undefined && cutOff === undefined) return date.addDays(days ?? 0)
  const late = cutOff !== undefined && date.day > cutOff ? 1 : 0
  const month = date.startOfMonth().addMonths((months ?? 0) + late)
  const end = daysInMonth(month.year, month.month)
  return CalendarDate.of(month.year, month.month, Math.min(day ?? end, end)).addDays(days ?? 0)
}
