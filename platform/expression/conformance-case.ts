import { Decimal } from '../value/index.ts'
import { compileExpression } from './compile.ts'
import { isSameValue } from './functions/is-same-value.ts'
import { readDateTime, readTemporal } from './read-temporal.ts'
import { entryNames, isContext, isList, makeContext, readEntry, typeNameOf, type FeelValue } from './value.ts'
import { printFeel } from './print.ts'

/** A value as the case file writes it. */
export type CaseValue =
  | null
  | boolean
  | string
  | CaseValue[]
  | { number: string }
  | { date: string }
  | { time: string }
  | { dateTime: string }
  | { duration: string }
  | { context: Record<string, CaseValue> }

export interface ConformanceCase {
  readonly id: string
  readonly category: string
  /** Evaluated in this order, each seeing those before it. */
  readonly define: readonly { readonly name: string; readonly feel: string }[]
  readonly inputs: Readonly<Record<string, CaseValue>>
  readonly feel: string
  readonly expected: CaseValue
}

/** Runs one case; undefined when it passes, else what went wrong. */
export function runCase(item: ConformanceCase): string | undefined {
  try {
    const { actual, expected } = evaluateCase(item)
    return isExpected(actual, expected)
      ? undefined
      : `expected ${typeNameOf(expected)} ${printFeel(expected)}, got ${typeNameOf(actual)} ${printFeel(actual)}`
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

function evaluateCase(item: ConformanceCase): { actual: FeelValue; expected: FeelValue } {
  const scope = makeContext()
  for (const [name, value] of Object.entries(item.inputs)) scope[name] = readValue(value)
  for (const { name, feel } of item.define) if (!Object.hasOwn(item.inputs, name)) scope[name] = evaluate(feel, scope)
  return { actual: evaluate(item.feel, scope), expected: readValue(item.expected) }
}

function evaluate(feel: string, scope: Record<string, FeelValue>): FeelValue {
  return compileExpression(feel, { names: Object.keys(scope) }).evaluate(scope)
}

function readValue(value: CaseValue): FeelValue {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(readValue)
  if ('number' in value) return Decimal.parse(value.number)
  if ('context' in value) {
    const context = makeContext()
    for (const [name, entry] of Object.entries(value.context)) context[name] = readValue(entry)
    return context
  }
  const text = 'date' in value ? value.date : 'time' in value ? value.time : 'dateTime' in value ? value.dateTime : value.duration
  const temporal = 'dateTime' in value ? readDateTime(text) : readTemporal(text)
  if (temporal === undefined) throw new Error(`Unreadable value ${JSON.stringify(value)}`)
  return temporal
}

/** Equal in type and value. A number is compared to the last digit that the case gives, at worst within the TCK's tolerance. */
function isExpected(actual: FeelValue, expected: FeelValue): boolean {
  if (expected instanceof Decimal) {
    return actual instanceof Decimal && (actual.equals(expected) || isCut(actual, expected) || isWithinTolerance(actual, expected))
  }
  if (isList(expected)) {
    return isList(actual) && actual.length === expected.length && expected.every((item, index) => isExpected(actual[index]!, item))
  }
  if (isContext(expected)) {
    if (!isContext(actual) || entryNames(actual).length !== entryNames(expected).length) return false
    return entryNames(expected).every((name) => {
      const entry = readEntry(actual, name)
      return entry !== undefined && isExpected(entry, readEntry(expected, name) ?? null)
    })
  }
  return isSameValue(actual, expected)
}

/** Fewest decimals of a case that cuts a quotient, root or logarithm, instead of giving it whole. */
const FEWEST_CUT_DECIMALS = 8

/** The TCK's own rule for numbers, for cases whose last digits come from binary floating point. */
const TOLERANCE = Decimal.fromUnits(1, 8)

/** The case gives the result rounded or cut to some digits: every one of them agrees. */
function isCut(actual: Decimal, expected: Decimal): boolean {
  return (
    expected.scale >= FEWEST_CUT_DECIMALS &&
    (actual.round(expected.scale, 'half-even').equals(expected) || actual.round(expected.scale, 'down').equals(expected))
  )
}

function isWithinTolerance(actual: Decimal, expected: Decimal): boolean {
  return expected.scale >= FEWEST_CUT_DECIMALS && actual.subtract(expected).abs().compare(TOLERANCE) < 0
}

/** Whether a passed number agrees only within the tolerance; such cases are printed with the exact result. */
export function toleratedResult(item: ConformanceCase): string | undefined {
  const { actual, expected } = evaluateCase(item)
  if (!(actual instanceof Decimal && expected instanceof Decimal)) return undefined
  return actual.equals(expected) || isCut(actual, expected) ? undefined : `${expected} in the case, exactly ${actual}`
}

/** Why a case cannot pass with what the file holds; undefined for a failure of ours. */
export function explainFailure(item: ConformanceCase): string | undefined {
  const reason = MISSING_DECLARATIONS[item.category]
  return reason !== undefined && (item.category !== '0070-feel-instance-of' || /\bt\w+/.test(item.feel)) ? reason : undefined
}

const MISSING_DECLARATIONS: Readonly<Record<string, string>> = {
  '0021-singleton-list': 'depends on the declared type of the decision, which the case does not hold',
  '0070-feel-instance-of': 'names an item definition of the model, which the case does not hold',
  '0082-feel-coercion': 'depends on the declared type of a decision, parameter or service, which the case does not hold',
  '0085-decision-services': 'depends on how the model wires the service, which the case does not hold',
}
