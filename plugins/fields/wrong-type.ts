import type { CheckedValue } from '@formwork/platform/plugin/index.ts'
import { describeJsonType } from '@formwork/platform/value/index.ts'

const expectations = {
  text: { zh: '文本', en: 'text' },
  number: { zh: '数字（文本形式）', en: 'a number as text' },
  boolean: { zh: '是/否', en: 'true or false' },
  date: { zh: '日期文本', en: 'a date as text' },
  dateTime: { zh: '日期时间文本', en: 'a date and time as text' },
  time: { zh: '时间文本', en: 'a time as text' },
  dateRange: { zh: '日期区间文本', en: 'a range of days as text' },
  id: { zh: '编号文本', en: 'an id as text' },
  list: { zh: '列表', en: 'a list' },
  nothing: { zh: '空（该字段由系统计算）', en: 'nothing, the system computes this field' },
} as const

/** The refusal of a value of another JSON type. */
export function wrongType(expected: keyof typeof expectations, value: unknown): CheckedValue {
  return { problem: { code: 'wrong-type', parameters: { expected: expectations[expected], actual: describeJsonType(value) } } }
}
