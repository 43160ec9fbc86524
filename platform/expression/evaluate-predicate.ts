import { CalendarDate, DateTime, Decimal, DEFAULT_TIME_ZONE } from '../value/index.ts'
import { compareFeel, equalsFeel } from './comparison.ts'
import type { Operand, Predicate } from './predicate.ts'
import { isList, typeNameOf, type FeelValue } from './value.ts'

/** Where the operands of a predicate are read. A reference is read as the text of its id; a missing value is null. */
export interface PredicateLookup {
  read(path: readonly string[]): FeelValue
  user(name: string): FeelValue
  parameter?(name: string): FeelValue
  readonly today: CalendarDate
  /** IANA name; needed where an instant is compared with a day. Default Asia/Shanghai. */
  readonly timeZone?: string
}

/**
 * Whether a predicate is true; unknown counts as not. The same as what its SQL keeps: equality is two-valued (a missing
 * value, or one of another type, is unequal), order with a missing value is unknown.
 */
export function evaluatePredicate(predicate: Predicate, lookup: PredicateLookup): boolean {
  return decide(predicate, lookup) === true
}

function decide(predicate: Predicate, lookup: PredicateLookup): boolean | null {
  if ('all' in predicate) return combine(predicate.all, lookup, false)
  if ('any' in predicate) return combine(predicate.any, lookup, true)
  if ('not' in predicate) {
    const inner = decide(predicate.not, lookup)
    return inner === null ? null : !inner
  }
  if ('constant' in predicate) return predicate.constant
  if ('isNull' in predicate) return readOperand(predicate.isNull, lookup) === null
  if ('compare' in predicate) {
    return compare(predicate.compare, readOperand(predicate.left, lookup), readOperand(predicate.right, lookup), lookup)
  }
  if ('in' in predicate) return isMember(readOperand(predicate.in, lookup), predicate.list, lookup)
  return testText(predicate.text, readOperand(predicate.value, lookup), readOperand(predicate.search, lookup))
}

/** `and` and `or` in three-valued logic; `decisive` is what ends it. */
function combine(predicates: readonly Predicate[], lookup: PredicateLookup, decisive: boolean): boolean | null {
  let result: boolean | null = !decisive
  for (const predicate of predicates) {
    const outcome = decide(predicate, lookup)
    if (outcome === decisive) return decisive
    if (outcome === null) result = null
  }
  return result
}

function readOperand(operand: Operand, lookup: PredicateLookup): FeelValue {
  if ('path' in operand) return lookup.read(operand.path)
  if ('user' in operand) return lookup.user(operand.user)
  if ('parameter' in operand) return lookup.parameter?.(operand.parameter) ?? null
  if ('today' in operand) return lookup.today.addDays(operand.addDays ?? 0)
  if ('number' in operand) return Decimal.parse(operand.number)
  if ('date' in operand) return CalendarDate.parse(operand.date)
  if ('dateTime' in operand) return DateTime.parse(operand.dateTime)
  return operand.constant
}

function compare(
  operator: '=' | '!=' | '<' | '<=' | '>' | '>=',
  left: FeelValue,
  right: FeelValue,
  lookup: PredicateLookup,
): boolean | null {
  const first = left instanceof DateTime && right instanceof CalendarDate ? dayOf(left, lookup) : left
  const second = right instanceof DateTime && left instanceof CalendarDate ? dayOf(right, lookup) : right
  if (operator === '=') return isEqual(first, second)
  if (operator === '!=') return !isEqual(first, second)
  const order =
    first instanceof DateTime && second instanceof DateTime
      ? first.toEpochMilliseconds(lookup.timeZone) - second.toEpochMilliseconds(lookup.timeZone)
      : compareFeel(first, second)
  if (order === undefined) return null
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

function isEqual(left: FeelValue, right: FeelValue): boolean {
  return typeNameOf(left) === typeNameOf(right) && equalsFeel(left, right) === true
}

/** The calendar day of an instant in the workspace's time zone. */
function dayOf(value: DateTime, lookup: PredicateLookup): CalendarDate {
  return DateTime.fromEpochMilliseconds(value.toEpochMilliseconds(lookup.timeZone), lookup.timeZone ?? DEFAULT_TIME_ZONE).date
}

/** An element that is a list (a user attribute) stands for its elements. */
function isMember(value: FeelValue, list: readonly Operand[], lookup: PredicateLookup): boolean {
  return list.some((operand) => {
    const element = readOperand(operand, lookup)
    return isList(element)
      ? element.some((each) => compare('=', value, each, lookup) === true)
      : compare('=', value, element, lookup) === true
  })
}

/** In a list (several options chosen) `contains` asks for an element. */
function testText(test: 'starts with' | 'ends with' | 'contains', value: FeelValue, search: FeelValue): boolean | null {
  if (typeof search !== 'string') return null
  if (isList(value)) return value.includes(search)
  if (typeof value !== 'string') return null
  return test === 'contains' ? value.includes(search) : test === 'starts with' ? value.startsWith(search) : value.endsWith(search)
}
