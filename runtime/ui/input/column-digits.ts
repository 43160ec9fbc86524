const FIGURE = /^-?\d+(?:\.(\d+))?$/

/** How many digits behind the point the figures of a column need, zeros at the end left out; 0 where nothing is a figure. */
export function columnDigits(values: Iterable<unknown>): number {
  let most = 0
  for (const value of values) {
    const fraction = typeof value === 'string' ? FIGURE.exec(value)?.[1] : undefined
    if (fraction !== undefined) most = Math.max(most, fraction.replace(/0+$/, '').length)
  }
  return most
}

/** A figure as it is shown, filled to that many digits, so that the points of a column stand below each other; other texts stay. */
export function fillFraction(text: string, digits: number): string {
  const [, whole, fraction = '', sign] = /^(-?[\d,]+)(?:\.(\d+))?(%?)$/.exec(text) ?? []
  return whole === undefined || digits === 0 ? text : `${whole}.${fraction.padEnd(digits, '0')}${sign}`
}
