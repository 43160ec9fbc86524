type Language = 'zh' | 'en'
type Words = readonly [zh: string, en: string]

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
/** What is usually wanted; anything else is written as five cron fields. */
const USUAL = ['0 8 * * *', '30 6 * * *', '0 18 * * *', '0 8 * * 1', '0 8 1 * *', '0 * * * *'] as const
const EVERY_HOUR = /^(\d+) \* \* \* \*$/
const AT_TIME = /^(\d+) (\d+) (\*|\d+) \* (\*|\d|1-5|MON-FRI)$/

/** Five cron fields as people say them; what has no plain words stays as it is written. */
export function scheduleInWords(schedule: string, language: Language): string {
  const text = schedule.trim().replace(/\s+/g, ' ')
  const [, minutes] = EVERY_HOUR.exec(text) ?? []
  if (minutes !== undefined) return say([`每小时的第 ${Number(minutes)} 分钟`, `every hour at minute ${Number(minutes)}`], language)
  const [, minute = '', hour, day = '', weekday = ''] = AT_TIME.exec(text) ?? []
  if (hour === undefined) return schedule
  const on = dayWords(day, weekday)
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  return on === undefined ? schedule : say([`${on[0]} ${time}`, `${on[1]} at ${time}`], language)
}

function dayWords(day: string, weekday: string): Words | undefined {
  if (day === '*' && weekday === '*') return ['每天', 'every day']
  if (day === '*' && weekday.length > 1) return ['周一到周五', 'Monday to Friday']
  if (day === '*') return [`每${DAYS.zh[Number(weekday)] ?? weekday}`, `every ${DAYS.en[Number(weekday)] ?? weekday}`]
  return weekday === '*' ? [`每月 ${Number(day)} 号`, `on day ${Number(day)} of every month`] : undefined
}

const say = (words: Words, language: Language): string => words[language === 'zh' ? 0 : 1]

/** Schedules to choose from. */
export function scheduleChoices(language: Language): { value: string; label: string }[] {
  return USUAL.map((value) => ({ value, label: scheduleInWords(value, language) }))
}
