/** A number that somebody typed as text: digits as they are stored, and what stood around them. */
export interface WrittenNumber {
  readonly digits: string
  /** kg, 箱 … */
  readonly unit?: string
  readonly sign?: 'percent' | 'money'
}

const NUMBER = /^(\()?([-+−]?)(?:[¥￥$€£]|RMB|CNY|USD)? ?([-+−]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? ?([^\d\s.,()]{0,6})(\))?$/iu
/** What counts things one after another says which, not how many. */
const ORDINAL = /^[号月日年时分楼层室栋幢级班组期批届类区座排#]$/u
const SINGLE_LETTERS = 'gmLlthKk'
const MONEY_UNIT = /^(元|圆|块|rmb|cny|yuan)$/i
const MONEY_SIGN = /[¥￥$€£]|RMB|CNY|USD/i

/** Reads `1,234.50`, `¥12`, `3 kg`, `15%`, `(8.00)`, also in full width. Undefined for what is no quantity: `007`, `3号`, `A-1`. */
export function readWrittenNumber(text: string): WrittenNumber | undefined {
  const plain = text.normalize('NFKC').trim()
  const match = NUMBER.exec(plain)
  if (match === null) return undefined
  const [, opened, before, inside, whole = '', fraction = '', unit = '', closed] = match
  if ((opened === undefined) !== (closed === undefined)) return undefined
  if (/^0\d/.test(whole) || /^\d{12,}$/.test(whole)) return undefined
  const isNegative = opened !== undefined || (`${before}${inside}` !== '' && `${before}${inside}` !== '+')
  const digits = `${isNegative ? '-' : ''}${whole.replaceAll(',', '')}${fraction}`
  if (unit === '%') return { digits, sign: 'percent' }
  if (MONEY_UNIT.test(unit) || (unit === '' && MONEY_SIGN.test(plain))) return { digits, sign: 'money' }
  if (unit === '') return { digits }
  const isUnit = !ORDINAL.test(unit) && (!/^[A-Za-z]$/.test(unit) || SINGLE_LETTERS.includes(unit)) && /^[\p{L}°/·]+$/u.test(unit)
  return isUnit ? { digits, unit } : undefined
}

const DAY = /^(\d{4})(?:[-/.]|年 ?)(\d{1,2})(?:[-/.]|月 ?)(\d{1,2})日?/
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/
const TIME = /^[ T](\d{1,2}):(\d{2})(?::\d{2})?(?:\.\d+)?Z?$/
const WEEKDAY = /^ ?[(（]?(?:星期|周)[一二三四五六日天][)）]?$/

/** Whether a text is a day, or a day with a time: `2026/1/2`, `2026年1月2日`, `2026-01-02 08:30`, `2/1/2026`; `20260102` where days are expected. */
export function readWrittenDate(text: string, isExpected = false): 'date' | 'date-time' | undefined {
  const plain = text.normalize('NFKC').trim()
  const match = DAY.exec(plain) ?? DAY_FIRST.exec(plain) ?? (isExpected ? COMPACT.exec(plain) : null)
  if (match === null) return undefined
  const numbers = match.slice(1, 4).map(Number)
  const [year, first, second] = numbers[0]! > 31 ? numbers : [numbers[2]!, numbers[0]!, numbers[1]!]
  if (year! < 1901 || year! > 2199 || Math.min(first!, second!) > 12 || Math.max(first!, second!) > 31 || first! * second! === 0) {
    return undefined
  }
  const rest = plain.slice(match[0].length)
  if (rest === '' || WEEKDAY.test(rest)) return 'date'
  return TIME.test(rest) ? 'date-time' : undefined
}

/** What people write where there is nothing to write. */
export const saysNothing = (text: string): boolean => /^([-—–_/\\.]+|n\/?a|null|暂无|待定|无)$/i.test(text.trim())
