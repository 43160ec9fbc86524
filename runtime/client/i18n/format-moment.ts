import { currentLanguage } from './index.ts'

/** A moment as people read it: `11-22 09:30`, with the year when it is another one. Takes milliseconds or ISO text. */
export function formatMoment(moment: string | number | null | undefined): string {
  if (moment === null || moment === undefined || moment === '') return ''
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return String(moment)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = `${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  const year = date.getFullYear() === new Date().getFullYear() ? '' : `${date.getFullYear()}-`
  return `${year}${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`
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
