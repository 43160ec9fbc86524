import { CalendarDate } from '@formwork/platform/value/index.ts'
import { readClock } from './workspace-clock.ts'

/** The day on the clock of the workspace, wherever its reader is: the same day that the server means by `today()`. */
export function workspaceToday(now: number | Date = Date.now()): CalendarDate {
  const { year, month, day } = readClock(now)!
  return CalendarDate.of(Number(year), Number(month), Number(day))
}

/** The minute of the day on the clock of the workspace, `08:30`. */
export function workspaceTime(now: number | Date = Date.now()): string {
  const { hour, minute } = readClock(now)!
  return `${hour}:${minute}`
}
