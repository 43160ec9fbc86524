import { isCron } from '@formwork/platform/definition/bpmn/cron.ts'
import { describe, expect, it } from 'vitest'
import { scheduleChoices, scheduleInWords } from './schedule-words.ts'

describe('schedules in words', () => {
  it.each([
    ['0 8 * * *', '每天 08:00', 'every day at 08:00'],
    ['30 18 * * 1', '每周一 18:30', 'every Monday at 18:30'],
    ['0 8 * * 1-5', '周一到周五 08:00', 'Monday to Friday at 08:00'],
    ['0 9 15 * *', '每月 15 号 09:00', 'on day 15 of every month at 09:00'],
    ['5 * * * *', '每小时的第 5 分钟', 'every hour at minute 5'],
    ['*/5 * * * *', '*/5 * * * *', '*/5 * * * *'],
  ])('%s', (schedule, zh, en) => {
    expect([scheduleInWords(schedule, 'zh'), scheduleInWords(schedule, 'en')]).toEqual([zh, en])
  })

  it('are schedules of the language, all of them in words', () => {
    for (const { value, label } of scheduleChoices('zh')) expect([isCron(value), label === value]).toEqual([true, false])
  })
})
