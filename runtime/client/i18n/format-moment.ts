import { readClock } from '@formwork/runtime/ui/input/workspace-clock.ts'
import { currentLanguage } from './index.ts'

/** Takes milliseconds, or ISO text, whose clock is the workspace's already. */
function readMoment(moment: string | number): { year: string; day: string; time: string } | undefined {
  const text = typeof moment === 'string' ? /^(\d{4})-(\d\d-\d\d)T(\d\d:\d\d)/.exec(moment) : null
  if (text !== null) return { year: text[1]!, day: text[2]!, time: text[3]! }
  const clock = readClock(new Date(moment))
  return clock && { year: clock.year, day: `${clock.month}-${clock.day}`, time: `${clock.hour}:${clock.minute}` }
}

/** A moment as people read it: `11-22 09:30`, with the year when it is another one. */
export function formatMoment(moment: string | number | null | undefined): string {
  if (moment === null || moment === undefined || moment === '') return ''
  const clock = readMoment(moment)
  if (clock === undefined) return String(moment)
  return `${clock.year === readClock(Date.now())?.year ? '' : `${clock.year}-`}${clock.day} ${clock.time}`
}

/** The hour of the day in the workspace. */
export function hourNow(): number {
  return Number(readClock(Date.now())?.hour)
}

/** How long ago, in the words of the language. */
export function formatAgo(moment: string | number | null | undefined, now = Date.now()): string {
  if (moment === null || moment === undefined) return ''
  const minutes = Math.round((new Date(moment).getTime() - now) / 60_000)
  const format = new Intl.RelativeTimeFormat(currentLanguage() === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), 'hour')
  return format.format(Math.round(minutes / 1440), 'day')
}
