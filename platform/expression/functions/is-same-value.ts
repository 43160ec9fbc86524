import { CalendarDate, DateTime, TimeOfDay } from '../../value/index.ts'
import { equalsFeel } from '../comparison.ts'
import { typeNameOf, type FeelValue } from '../value.ts'

/** `is()`: same type and same element of the semantic domain; a time in another zone is another value. */
export function isSameValue(left: FeelValue, right: FeelValue): boolean {
  if (typeNameOf(left) !== typeNameOf(right)) return false
  if (left instanceof DateTime || left instanceof TimeOfDay || left instanceof CalendarDate) return left.equals(right as never)
  return equalsFeel(left, right) === true
}
