import { Decimal } from './decimal.ts'

const SAFE = Number.MAX_SAFE_INTEGER

/**
 * The exact sum. Whole rows of money are added as safe integers of one scale, without a Decimal per step;
 * what does not fit (another scale beyond reach, large numbers) goes on exactly with `add`.
 */
export function sumDecimals(values: readonly Decimal[]): Decimal {
  let units = 0
  let scale = values[0]?.scale ?? 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    const next = value.scale === scale ? units + value.coefficient : Number.NaN
    if (next >= -SAFE && next <= SAFE) units = next
    else {
      const total = new Decimal(units, scale).add(value)
      if (total.big !== undefined) return addRest(total, values, index + 1)
      units = total.coefficient
      scale = total.scale
    }
  }
  return new Decimal(units, scale)
}

function addRest(start: Decimal, values: readonly Decimal[], from: number): Decimal {
  let total = start
  for (let index = from; index < values.length; index++) total = total.add(values[index]!)
  return total
}
