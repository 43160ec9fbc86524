/** Fewer figures than this show no direction. */
const LEAST = 3

/**
 * The straight line that lies closest to figures along a time (least squares), one value a figure; what is not known is left out
 * of it. Drawn only, never read as a figure. Undefined where too few are known.
 */
export function trendOf(values: readonly (number | null)[], scale: number): number[] | undefined {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]))
  if (known.length < LEAST) return undefined
  const mean = (of: (each: (typeof known)[number]) => number): number => known.reduce((sum, each) => sum + of(each), 0) / known.length
  const [middle, level] = [mean(({ index }) => index), mean(({ value }) => value)]
  const spread = mean(({ index }) => (index - middle) ** 2)
  const slope = mean(({ index, value }) => (index - middle) * (value - level)) / spread
  return values.map((_value, index) => Number((level + slope * (index - middle)).toFixed(scale)))
}
