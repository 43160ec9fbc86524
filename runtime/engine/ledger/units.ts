import { fail } from '@formwork/platform/error/index.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'

/** A decimal as an integer in units of 10^−scale, rounded HALF_UP. Errors: `amount-overflow`. */
export function decimalUnits(value: Decimal, scale: number): number {
  const stored = value.scale === scale ? value : value.round(scale)
  if (stored.big !== undefined) throw fail('amount-overflow')
  return stored.coefficient
}
