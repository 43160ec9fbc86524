/**
 * A number as people type or paste it, in plain notation: thousands separators, full-width digits, currency signs,
 * a trailing minus and accountants' brackets are understood. What is no number is returned as it was.
 */
export function readTypedNumber(text: string): string {
  const narrow = toHalfWidth(text).replace(/[\s¥\uffe5$€,]/g, '')
  const bracketed = /^\((.+)\)$/.exec(narrow)
  const trailing = /^(.+)-$/.exec(narrow)
  const plain = bracketed ? `-${bracketed[1]}` : trailing ? `-${trailing[1]}` : narrow
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? tidy(plain) : text
}

/** `12%` and `12` to the share 0.12 by moving the point, never by dividing a float. */
export function readTypedPercent(text: string): string {
  const typed = readTypedNumber(text.replace(/[%\uff05]\s*$/, ''))
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(typed)
  if (match === null) return text
  const whole = match[2]!.padStart(3, '0')
  return tidy(`${match[1]}${whole.slice(0, -2)}.${whole.slice(-2)}${match[3] ?? ''}`.replace(/0+$/, ''))
}

/** The share 0.125 as `12.5`. */
export function writePercent(share: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(share)
  if (match === null) return share
  const fraction = (match[3] ?? '').padEnd(2, '0')
  return tidy(`${match[1]}${match[2]}${fraction.slice(0, 2)}.${fraction.slice(2)}`)
}

function tidy(text: string): string {
  const [, sign, whole, fraction] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)!
  const digits = whole!.replace(/^0+(?=\d)/, '') || '0'
  return `${sign === '-' ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`
}

function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replaceAll('。', '.')
}
