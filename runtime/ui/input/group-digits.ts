/** `-1234567.50` as `-1,234,567.50`. Text in, text out: no float sees the figure. */
export function groupDigits(plain: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(plain)
  return match === null ? plain : `${match[1]}${match[2]!.replace(/\B(?=(\d{3})+$)/g, ',')}${match[3] ?? ''}`
}

/** Digits of the fraction cut or filled to `scale`, without rounding anything away: extra digits that are not zero stay. */
export function padScale(plain: string, scale: number): string {
  const match = /^(-?\d+)(?:\.(\d*))?$/.exec(plain)
  if (match === null) return plain
  const fraction = (match[2] ?? '').replace(/0+$/, '').padEnd(scale, '0')
  return fraction === '' ? match[1]! : `${match[1]}.${fraction}`
}

export function isNegative(plain: unknown): boolean {
  return typeof plain === 'string' && /^-.*[1-9]/.test(plain)
}
