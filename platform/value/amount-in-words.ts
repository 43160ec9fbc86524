import { fail } from '../error/app-error.ts'
import type { Decimal } from './decimal.ts'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const POSITIONS = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿', '亿亿']

/** Highest amount that has an undisputed spelling: below 10 to the 20. */
const LONGEST_WHOLE = 20

/**
 * 人民币大写金额 as written on vouchers (支付结算办法 附一): `1010.50` is 壹仟零壹拾元伍角整.
 * Rounded HALF_UP to 分. 整 follows 元 and 角, not 分. Negative amounts begin with 负.
 *
 * Errors: `out-of-range` from 10^20 upwards.
 */
export function amountInWords(amount: Decimal): string {
  const cents = amount.round(2, 'half-up')
  if (cents.isZero()) return '零元整'
  const text = cents.abs().toString()
  const whole = text.slice(0, -3)
  if (whole.length > LONGEST_WHOLE) throw fail('out-of-range', { label: amount, minimum: '-10^20', maximum: '10^20' })
  const sign = cents.sign() < 0 ? '负' : ''
  return sign + spellWhole(whole) + spellFraction(Number(text.at(-2)), Number(text.at(-1)), whole !== '0')
}

function spellFraction(jiao: number, fen: number, hasWhole: boolean): string {
  if (jiao === 0 && fen === 0) return '整'
  if (fen === 0) return `${DIGITS[jiao]}角整`
  if (jiao === 0) return `${hasWhole ? '零' : ''}${DIGITS[fen]}分`
  return `${DIGITS[jiao]}角${DIGITS[fen]}分`
}

/** 元 part: groups of four digits; any run of zeros between digits is one 零, trailing zeros are silent. */
function spellWhole(whole: string): string {
  if (whole === '0') return ''
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0')
  let text = ''
  let zero = false
  for (let start = 0; start < padded.length; start += 4) {
    const group = padded.slice(start, start + 4)
    const unit = GROUPS[(padded.length - start) / 4 - 1]!
    if (group === '0000') zero = text !== ''
    else {
      if (text !== '' && (zero || group.startsWith('0'))) text += '零'
      text += spellGroup(group) + unit
      zero = false
    }
  }
  return `${joinEqualUnits(text)}元`
}

/** 壹万亿贰亿 is said 壹万贰亿: the greater unit is named once, at its last group. */
function joinEqualUnits(text: string): string {
  const joined = text.replace(/亿亿(?=.*亿)/, '亿')
  return joined.replace(/万亿(?=[^亿]*亿)/, '万')
}

function spellGroup(group: string): string {
  let text = ''
  let zero = false
  for (let index = 0; index < 4; index++) {
    const digit = Number(group[index])
    if (digit === 0) zero = text !== ''
    else {
      text += (zero ? '零' : '') + DIGITS[digit] + POSITIONS[3 - index]
      zero = false
    }
  }
  return text
}
