import { currentLanguage } from './index.ts'

/** The clock of the workspace: everybody reads the same times, wherever they are. */
let zone = 'Asia/Shanghai'

export function setClock(timeZone: string): void {
  zone = timeZone
}

/** Parts of a moment on the workspace's clock. Takes milliseconds, or ISO text, whose clock is the workspace's already. */
function readClock(moment: string | number): { year: string; day: string; time: string } | undefined {
  const text = typeof moment === 'string' ? /^(\d{4})-(\d\d-\d\d)T(\d\d:\d\d)/.exec(moment) : null
  if (text !== null) return { year: text[1]!, day: text[2]!, time: text[3]! }
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return undefined
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]))
  return { year: parts.year!, day: `${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

/** A moment as people read it: `11-22 09:30`, with the year when it is another one. */
export function formatMoment(moment: string | number | null | undefined): string {
  if (moment === null || moment === undefined || moment === '') return ''
  const clock = readClock(moment)
  if (clock === undefined) return String(moment)
  return `${clock.year === readClock(Date.now())?.year ? '' : `${clock.year}-`}${clock.day} ${clock.time}`
}

/** The hour of the day in the workspace. */
export function hourNow(): number {
  return Number(readClock(Date.now())?.time.slice(0, 2))
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
