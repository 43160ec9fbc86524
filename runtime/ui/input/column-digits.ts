const FIGURE = /^-?\d+(?:\.(\d+))?$/

/** A figure kept to more digits than quantities have is a price: it is told to the cent, or as a whole. */
const FINEST_QUANTITY = 4

/** Digits that a column shows whose longest figure needs `most` and is kept to `scale` digits: 18.50, never 18.5 where it is a price. */
export const shownDigits = (most: number, scale: number): number => (most === 1 && scale > FINEST_QUANTITY ? 2 : most)

/** How many digits behind the point the figures of a column need, zeros at the end left out; 0 where nothing is a figure. */
export function columnDigits(values: Iterable<unknown>): number {
  let most = 0
  let scale = 0
  for (const value of values) {
    const fraction = typeof value === 'string' ? FIGURE.exec(value)?.[1] : undefined
    if (fraction === undefined) continue
    most = Math.max(most, fraction.replace(/0+$/, '').length)
    scale = Math.max(scale, fraction.length)
  }
  return shownDigits(most, scale)
}

/** A figure as it is shown, filled to that many digits, so that the points of a column stand below each other; other texts stay. */
export function fillFraction(text: string, digits: number): string {
  const [, whole, fraction = '', sign] = /^(-?[\d,]+)(?:\.(\d+))?(%?)$/.exec(text) ?? []
  return whole === undefined || digits === 0 ? text : `${whole}.${fraction.padEnd(digits, '0')}${sign}`
}
