import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '../value/index.ts'

/** Everything that FEEL calculates with. Numbers are always Decimals, never JS numbers. */
export type FeelValue =
  | null
  | boolean
  | string
  | Decimal
  | CalendarDate
  | TimeOfDay
  | DateTime
  | DaysDuration
  | MonthsDuration
  | FeelRange
  | FeelFunction
  | LazyContext
  | FeelContext
  | readonly FeelValue[]

/** A context: own properties of a plain object (or one without prototype). Others are never read. */
export interface FeelContext {
  readonly [name: string]: FeelValue
}

/**
 * A context whose entries are fetched when they are read: a record behind a reference.
 * `read` is synchronous and gives undefined for a name that does not exist; what is not loaded yet is signalled
 * by the reader itself (it notes the fact, or throws what only its caller catches).
 * Two of them are equal when they are the same object or have the same `key` (a record's identity); their entries are
 * never compared, since that would fetch whole records.
 */
export class LazyContext {
  readonly #read: (name: string) => FeelValue | undefined
  readonly #names: () => Iterable<string>
  readonly #key: string | undefined

  constructor(read: (name: string) => FeelValue | undefined, names: () => Iterable<string> = () => [], key?: string) {
    this.#read = read
    this.#names = names
    this.#key = key
  }

  static read(context: LazyContext, name: string): FeelValue | undefined {
    return context.#read(name)
  }

  static names(context: LazyContext): Iterable<string> {
    return context.#names()
  }

  static isSame(left: LazyContext, right: LazyContext): boolean {
    return left === right || (left.#key !== undefined && left.#key === right.#key)
  }
}

/** What an expression is evaluated in: names to values. Plain objects with own properties are fastest. */
export type Scope = FeelContext | LazyContext

/**
 * A range. An undefined bound is open without limit and was not written (`> 5`); `unary` keeps the operator of
 * such a test, since DMN does not hold `(> 10)` and `(10..null)` for equal.
 */
export class FeelRange {
  readonly low: FeelValue | undefined
  readonly high: FeelValue | undefined
  readonly lowIncluded: boolean
  readonly highIncluded: boolean
  readonly unary: UnaryOperator | undefined

  constructor(low: FeelValue | undefined, high: FeelValue | undefined, lowIncluded: boolean, highIncluded: boolean, unary?: UnaryOperator) {
    this.low = low
    this.high = high
    this.lowIncluded = lowIncluded
    this.highIncluded = highIncluded
    this.unary = unary
  }
}

export type UnaryOperator = '<' | '<=' | '>' | '>=' | '=' | '!='

/** A function as a value: a lambda, or a built-in passed by name. */
export class FeelFunction {
  readonly name: string
  readonly parameters: readonly string[]
  readonly #call: (values: readonly FeelValue[]) => FeelValue

  constructor(name: string, parameters: readonly string[], call: (values: readonly FeelValue[]) => FeelValue) {
    this.name = name
    this.parameters = parameters
    this.#call = call
  }

  static call(target: FeelFunction, values: readonly FeelValue[]): FeelValue {
    return target.#call(values)
  }
}

export type FeelTypeName =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'list'
  | 'context'

export function typeNameOf(value: FeelValue): FeelTypeName {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (value instanceof Decimal) return 'number'
  if (Array.isArray(value)) return 'list'
  if (value instanceof CalendarDate) return 'date'
  if (value instanceof DateTime) return 'date and time'
  if (value instanceof TimeOfDay) return 'time'
  if (value instanceof DaysDuration) return 'days and time duration'
  if (value instanceof MonthsDuration) return 'years and months duration'
  if (value instanceof FeelRange) return 'range'
  if (value instanceof FeelFunction) return 'function'
  return 'context'
}

export function isList(value: FeelValue | undefined): value is readonly FeelValue[] {
  return Array.isArray(value)
}

/** A plain object or one without prototype: the only objects whose properties are entries. */
export function isPlainContext(value: unknown): value is FeelContext {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

export function isContext(value: FeelValue | undefined): value is FeelContext | LazyContext {
  return value instanceof LazyContext || isPlainContext(value)
}

/** The entry of a context; undefined when it has none of that name. */
export function readEntry(context: FeelContext | LazyContext, name: string): FeelValue | undefined {
  if (context instanceof LazyContext) return LazyContext.read(context, name)
  return Object.hasOwn(context, name) ? context[name] : undefined
}

export function entryNames(context: FeelContext | LazyContext): string[] {
  return context instanceof LazyContext ? [...LazyContext.names(context)] : Object.keys(context)
}

/** An empty context that cannot inherit anything. */
export function makeContext(): Record<string, FeelValue> {
  return Object.create(null) as Record<string, FeelValue>
}
