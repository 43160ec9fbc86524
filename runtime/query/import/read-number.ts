import { Decimal } from '@formwork/platform/value/index.ts'

/** Spreadsheets keep 15 digits; what is written behind them comes from the binary form of the number. */
const EXACT_DIGITS = 15
const LONGEST = 60

/**
 * A number as files have it: `1,234.50`, `¥12`, `12元`, full-width digits, accountants' brackets, a trailing minus.
 * Undefined when it is none; commas in wrong places are no thousands.
 */
export function readNumber(text: string): string | undefined {
  if (text.length > LONGEST) return undefined
  const narrow = text
    .normalize('NFKC')
    .replace(/[\s'’]/g, '')
    .replace(/^(RMB|CNY|US\$|HK\$)/i, '')
    .replace(/[¥$€£]/g, '')
    .replace(/(元|圆)$/, '')
  const bracketed = /^\((.+)\)$/.exec(narrow)
  const trailing = /^(.+)-$/.exec(narrow)
  const signed = bracketed ? `-${bracketed[1]}` : trailing ? `-${trailing[1]}` : narrow
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(signed) ? signed.replaceAll(',', '') : signed
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Decimal.tryParse(tidy(plain))?.strip().toString() : undefined
}

/** `12%` as the share 0.12, by moving the point; without the sign it is the share itself. */
export function readShare(text: string): string | undefined {
  const percent = /^(.*?)[%％]\s*$/.exec(text)
  const number = readNumber(percent ? percent[1]! : text)
  if (percent === null || number === undefined) return number
  return Decimal.of(number).multiply(Decimal.of('0.01')).strip().toString()
}

/** The number of a cell of a workbook in plain notation: `1.0000000000000001E-2` is 0.01. Undefined when it is none. */
export function plainNumber(text: string): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim())
  if (match === null || `${match[2]}${match[3] ?? ''}` === '') return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const point = whole.length + Number(exponent)
  const digits = (whole + fraction).padEnd(Math.max(point, 0), '0')
  const plain = point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${'0'.repeat(-point)}${digits}`
  const value = Decimal.tryParse(tidy(`${sign}${plain}`))
  return value?.roundDigits(EXACT_DIGITS, 'half-up').strip().toString()
}

/** No plus, no zeros in front, no point at the end. */
function tidy(text: string): string {
  const [, sign, whole, fraction] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)!
  return `${sign === '-' ? '-' : ''}${whole!.replace(/^0+(?=\d)/, '') || '0'}${fraction ? `.${fraction}` : ''}`
}
