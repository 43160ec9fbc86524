import { CalendarDate } from '@formwork/platform/value/index.ts'

/** The day on the reader's own clock; only helps typing, the server decides with the workspace's. */
export function localToday(now: Date = new Date()): CalendarDate {
  return CalendarDate.of(now.getFullYear(), now.getMonth() + 1, now.getDate())
}
