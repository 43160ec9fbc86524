import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '../value/index.ts'
import { entryNames, FeelRange, isContext, isList, LazyContext, readEntry, typeNameOf, type FeelContext, type FeelValue } from './value.ts'

const SECOND = 1_000_000_000n

/**
 * FEEL equality (DMN 1.5, 10.3.2.4): true, false, or null for values of different types.
 * Dates with times and times are compared by the second, as the TCK does.
 */
export function equalsFeel(left: FeelValue, right: FeelValue): boolean | null {
  if (left === right) return true
  if (left === null || right === null) return false
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right ? false : null
  if (left instanceof Decimal) return right instanceof Decimal ? left.compare(right) === 0 : null
  if (isList(left)) return isList(right) ? equalLists(left, right) : null
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right) : null
  if (isContext(left)) return isContext(right) ? equalContexts(left, right) : null
  return equalTemporal(left, right) ?? (typeNameOf(left) === typeNameOf(right) ? false : null)
}

/** Undefined when the two are not of one temporal type. */
function equalTemporal(left: FeelValue, right: FeelValue): boolean | undefined {
  if (left instanceof DateTime && right instanceof DateTime) return sameSecond(left, right)
  if (left instanceof TimeOfDay && right instanceof TimeOfDay) return sameSecond(left, right)
  if (left instanceof CalendarDate && right instanceof CalendarDate) return left.equals(right)
  if (left instanceof DaysDuration && right instanceof DaysDuration) return left.equals(right)
  return left instanceof MonthsDuration && right instanceof MonthsDuration ? left.equals(right) : undefined
}

/** Whether two values are one and the same to `distinct values`, `list contains` and the like: null equals null. */
export function isSame(left: FeelValue, right: FeelValue): boolean {
  return equalsFeel(left, right) === true
}

/** Order of two values: negative, 0, positive; undefined when they cannot be compared. */
export function compareFeel(left: FeelValue, right: FeelValue): number | undefined {
  if (left instanceof Decimal) return right instanceof Decimal ? left.compare(right) : undefined
  if (typeof left === 'string') return typeof right === 'string' ? compareText(left, right) : undefined
  if (left instanceof CalendarDate) return right instanceof CalendarDate ? left.compare(right) : undefined
  if (left instanceof DateTime) return right instanceof DateTime && hasZone(left) === hasZone(right) ? left.compare(right) : undefined
  if (left instanceof TimeOfDay) return right instanceof TimeOfDay && hasZone(left) === hasZone(right) ? left.compare(right) : undefined
  if (left instanceof DaysDuration) return right instanceof DaysDuration ? left.compare(right) : undefined
  if (left instanceof MonthsDuration) return right instanceof MonthsDuration ? left.compare(right) : undefined
  return undefined
}

/** Order of texts by Unicode code points (UTF-16 order differs beyond U+FFFF). */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const leftUnit = left.charCodeAt(index)
    const rightUnit = right.charCodeAt(index)
    if (leftUnit !== rightUnit) return liftSurrogate(leftUnit) - liftSurrogate(rightUnit)
  }
  return left.length - right.length
}

/** Surrogates stand for code points beyond all single units. */
function liftSurrogate(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** Whether a value lies in a range; null when a bound is null or cannot be compared. */
export function isInRange(value: FeelValue, range: FeelRange): boolean | null {
  if (range.unary === '=') return equalsFeel(value, range.low ?? null)
  if (range.unary === '!=') return negate(equalsFeel(value, range.low ?? null))
  const low = range.low === undefined ? 1 : compareFeel(value, range.low)
  const high = range.high === undefined ? -1 : compareFeel(value, range.high)
  if (low === undefined || high === undefined) return null
  return (low > 0 || (low === 0 && range.lowIncluded)) && (high < 0 || (high === 0 && range.highIncluded))
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value
}

export function hasZone(value: DateTime | TimeOfDay): boolean {
  return value.zone !== undefined
}

function sameSecond(left: DateTime, right: DateTime): boolean
function sameSecond(left: TimeOfDay, right: TimeOfDay): boolean
function sameSecond(left: DateTime | TimeOfDay, right: DateTime | TimeOfDay): boolean {
  return hasZone(left) === hasZone(right) && floorSecond(left.instant) === floorSecond(right.instant)
}

function floorSecond(instant: bigint): bigint {
  return (instant - (((instant % SECOND) + SECOND) % SECOND)) / SECOND
}

function equalLists(left: readonly FeelValue[], right: readonly FeelValue[]): boolean {
  return left.length === right.length && left.every((item, index) => equalsFeel(item, right[index]!) === true)
}

function equalRanges(left: FeelRange, right: FeelRange): boolean {
  return (
    left.unary === right.unary &&
    left.lowIncluded === right.lowIncluded &&
    left.highIncluded === right.highIncluded &&
    isSame(left.low ?? null, right.low ?? null) &&
    isSame(left.high ?? null, right.high ?? null) &&
    (left.low === undefined) === (right.low === undefined) &&
    (left.high === undefined) === (right.high === undefined)
  )
}

function equalContexts(left: FeelContext | LazyContext, right: FeelContext | LazyContext): boolean {
  if (left instanceof LazyContext && right instanceof LazyContext) return LazyContext.isSame(left, right)
  const names = entryNames(left)
  if (names.length !== entryNames(right).length) return false
  return names.every((name) => {
    const other = readEntry(right, name)
    return other !== undefined && equalsFeel(readEntry(left, name) ?? null, other) === true
  })
}
