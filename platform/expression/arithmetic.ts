import { chineseType } from './chinese-type.ts'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay, TimeZone } from '../value/index.ts'
import { power } from './decimal-math.ts'
import type { Position } from './diagnostic.ts'
import { LONGEST_TEXT, report, requireLength } from './evaluation.ts'
import { hasZone } from './comparison.ts'
import { FEEL_DIGITS, toFeelNumber, wholeOf } from './number.ts'
import { typeNameOf, type FeelValue } from './value.ts'

/** Arithmetic of DMN 1.5, tables 53 to 57. Each gives null for null operands, and reports what is an error. */

export function addFeel(left: FeelValue, right: FeelValue, position: Position): FeelValue {
  if (left instanceof Decimal && right instanceof Decimal) return finish(left.add(right), position)
  if (left === null || right === null) return null
  if (typeof left === 'string' && typeof right === 'string') {
    requireLength(left.length + right.length, LONGEST_TEXT, position)
    return left + right
  }
  return guard(position, () => addTemporal(left, right) ?? addTemporal(right, left)) ?? reportTypes('+', left, right, position)
}

export function subtractFeel(left: FeelValue, right: FeelValue, position: Position): FeelValue {
  if (left instanceof Decimal && right instanceof Decimal) return finish(left.subtract(right), position)
  if (left === null || right === null) return null
  return guard(position, () => subtractTemporal(left, right)) ?? reportTypes('-', left, right, position)
}

export function multiplyFeel(left: FeelValue, right: FeelValue, position: Position): FeelValue {
  if (left instanceof Decimal && right instanceof Decimal) return finish(left.multiply(right), position)
  if (left === null || right === null) return null
  const product = right instanceof Decimal ? scaleDuration(left, right) : left instanceof Decimal ? scaleDuration(right, left) : undefined
  return product ?? reportTypes('*', left, right, position)
}

export function divideFeel(left: FeelValue, right: FeelValue, position: Position): FeelValue {
  if (left === null || right === null) return null
  if (left instanceof Decimal && right instanceof Decimal) {
    return right.isZero() ? reportZero(position) : finish(left.divide(right, { digits: FEEL_DIGITS }), position)
  }
  if (isDuration(left) && right instanceof Decimal) {
    return right.isZero() ? reportZero(position) : durationOf(left, sizeOf(left).divide(right, { digits: 50 }))
  }
  if (isDuration(left) && isDuration(right) && typeNameOf(left) === typeNameOf(right)) {
    return sizeOf(right).isZero() ? reportZero(position) : sizeOf(left).divide(sizeOf(right), { digits: FEEL_DIGITS })
  }
  return reportTypes('/', left, right, position)
}

export function raiseFeel(left: FeelValue, right: FeelValue, position: Position): FeelValue {
  if (left instanceof Decimal && right instanceof Decimal) {
    const result = power(left, right)
    return result === undefined ? reportRange(position) : finish(result, position)
  }
  return left === null || right === null ? null : reportTypes('**', left, right, position)
}

export function negateFeel(value: FeelValue, position: Position): FeelValue {
  if (value instanceof Decimal) return value.negate()
  if (value === null) return null
  if (isDuration(value)) return value.negate()
  return report('wrong-type', position, `不能对${chineseType(typeNameOf(value))}取负`, `Cannot negate a ${typeNameOf(value)}`)
}

/** A number within FEEL's bounds, or null with a diagnostic. */
export function finish(value: Decimal, position: Position): Decimal | null {
  return toFeelNumber(value) ?? reportRange(position)
}

function reportRange(position: Position): null {
  return report('out-of-range', position, '数值超出范围', 'The number is out of range')
}

function reportZero(position: Position): null {
  return report('division-by-zero', position, '除数为零', 'Division by zero')
}

function reportTypes(operator: string, left: FeelValue, right: FeelValue, position: Position): null {
  const [first, second] = [typeNameOf(left), typeNameOf(right)]
  return report(
    'wrong-type',
    position,
    `${chineseType(first)} ${operator} ${chineseType(second)} 无法计算`,
    `Cannot calculate ${first} ${operator} ${second}`,
  )
}

/** Results beyond the largest year have no date: an error, not an exception. */
function guard(position: Position, calculate: () => FeelValue | undefined): FeelValue | undefined {
  try {
    return calculate()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') {
      return report('out-of-range', position, '日期超出范围', 'The date is out of range')
    }
    throw error
  }
}

function isDuration(value: FeelValue): value is DaysDuration | MonthsDuration {
  return value instanceof DaysDuration || value instanceof MonthsDuration
}

function addTemporal(value: FeelValue, duration: FeelValue): FeelValue | undefined {
  if (duration instanceof MonthsDuration) {
    if (value instanceof MonthsDuration) return value.plus(duration)
    return value instanceof CalendarDate || value instanceof DateTime ? value.addMonths(duration.months) : undefined
  }
  if (!(duration instanceof DaysDuration)) return undefined
  if (value instanceof DaysDuration) return value.plus(duration)
  if (value instanceof CalendarDate) return DateTime.of(value).plus(duration.nanoseconds).date
  return value instanceof DateTime || value instanceof TimeOfDay ? value.plus(duration.nanoseconds) : undefined
}

function subtractTemporal(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (isDuration(right)) return addTemporal(left, right.negate())
  if (left instanceof TimeOfDay && right instanceof TimeOfDay && hasZone(left) === hasZone(right)) {
    return new DaysDuration(left.instant - right.instant)
  }
  const from = toDateTime(right)
  const to = toDateTime(left)
  if (from === undefined || to === undefined) return undefined
  // A bare date counts as midnight UTC, except against another bare date, where both do.
  return hasZone(from) === hasZone(to) ? new DaysDuration(to.instant - from.instant) : undefined
}

function toDateTime(value: FeelValue): DateTime | undefined {
  if (value instanceof DateTime) return value
  return value instanceof CalendarDate ? DateTime.of(value, TimeOfDay.midnight.withZone(TimeZone.utc)) : undefined
}

function sizeOf(duration: DaysDuration | MonthsDuration): Decimal {
  return Decimal.of(duration instanceof DaysDuration ? duration.nanoseconds : duration.months)
}

/** A duration of the same kind; parts of a nanosecond or of a month fall away. */
function durationOf(like: DaysDuration | MonthsDuration, size: Decimal): FeelValue {
  const whole = size.round(0, 'down')
  return like instanceof DaysDuration ? new DaysDuration(whole.units) : new MonthsDuration(wholeOf(whole) ?? 0)
}

function scaleDuration(duration: FeelValue, factor: Decimal): FeelValue | undefined {
  return isDuration(duration) ? durationOf(duration, sizeOf(duration).multiply(factor)) : undefined
}
