import { chineseType } from './chinese-type.ts'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '../value/index.ts'
import { compareFeel } from './comparison.ts'
import type { FunctionCall, ParameterDefinition, ParameterType, Signature } from './function-definition.ts'
import { FeelFunction, FeelRange, isContext, isList, typeNameOf, type FeelValue } from './value.ts'

type TypeTest = (value: FeelValue) => boolean

const TESTS: Readonly<Record<ParameterType, TypeTest>> = {
  any: () => true,
  number: (value) => value instanceof Decimal,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  list: isList,
  context: isContext,
  function: (value) => value instanceof FeelFunction,
  range: (value) => value instanceof FeelRange,
  date: (value) => value instanceof CalendarDate,
  time: (value) => value instanceof TimeOfDay,
  'date and time': (value) => value instanceof DateTime,
  day: (value) => value instanceof CalendarDate || value instanceof DateTime,
  temporal: (value) => value instanceof CalendarDate || value instanceof DateTime || value instanceof TimeOfDay,
  duration: (value) => value instanceof DaysDuration || value instanceof MonthsDuration,
  'days and time duration': (value) => value instanceof DaysDuration,
  'years and months duration': (value) => value instanceof MonthsDuration,
  comparable: (value) => value !== null && compareFeel(value, value) !== undefined,
}

/** A test whether a value is of the type as it stands. */
export function typeTest(type: ParameterType): TypeTest {
  return TESTS[type]
}

function isOfType(value: FeelValue, type: ParameterType): boolean {
  return TESTS[type](value)
}

/**
 * The value as the parameter takes it, with the implicit conversions of DMN 1.5, 10.3.2.9.4: a list of one for its
 * element, a single value for a list of it. Undefined when it does not fit.
 */
function coerce(value: FeelValue, type: ParameterType): FeelValue | undefined {
  if (isOfType(value, type)) return value
  if (type === 'list') return [value]
  return isList(value) && value.length === 1 && isOfType(value[0]!, type) ? value[0] : undefined
}

/** Arguments fitted to a signature; `null` when a null argument decides the result, else why they do not fit. */
export type Fitted = (FeelValue | undefined)[] | null | Misfit | 'count'

interface Misfit {
  readonly parameter: ParameterDefinition
  readonly value: FeelValue
}

/** Fits arguments in the order of the parameters; undefined stands for one left out. */
function fitArguments(signature: Signature, values: readonly (FeelValue | undefined)[]): Fitted {
  const { parameters } = signature
  const last = parameters.at(-1)
  const variadic = last?.variadic === true
  if (values.length > parameters.length && !variadic) return 'count'
  const fitted: (FeelValue | undefined)[] = []
  let foundNull = false
  for (let index = 0; index < Math.max(parameters.length, values.length); index++) {
    const parameter = parameters[index] ?? last!
    if (index >= values.length) {
      if (!parameter.optional && !(parameter.variadic && index > 0)) return 'count'
      break
    }
    const value = values[index]
    if (value === undefined) {
      if (!parameter.optional) return 'count'
      fitted.push(undefined)
      continue
    }
    if (value === null && !parameter.nullable) {
      foundNull = true
      continue
    }
    const coerced = value === null ? null : coerce(value, parameter.type)
    if (coerced === undefined) return { parameter, value }
    fitted.push(coerced)
  }
  return foundNull ? null : fitted
}

/** Calls the first signature that the arguments fit. A null argument makes null, a misfit is reported. */
export function callSignatures(
  name: string,
  signatures: readonly Signature[],
  values: readonly (FeelValue | undefined)[],
  call: FunctionCall,
): FeelValue {
  let misfit: Misfit | undefined
  for (const signature of signatures) {
    const fitted = fitArguments(signature, values)
    if (fitted === null) return null
    if (Array.isArray(fitted)) return signature.evaluate(call, ...(fitted as never[]))
    if (fitted !== 'count') misfit ??= fitted as Misfit
  }
  return misfit === undefined ? reportCount(name, call) : reportMisfit(name, misfit, call)
}

function reportCount(name: string, call: FunctionCall): null {
  return call.report('wrong-arguments', `函数“${name}”的参数个数不对`, `Wrong number of arguments for "${name}"`)
}

function reportMisfit(name: string, misfit: Misfit, call: FunctionCall): null {
  const { parameter, value } = misfit
  const actual = typeNameOf(value)
  return call.report(
    'wrong-type',
    `函数“${name}”的参数“${parameter.name}”应为 ${chineseType(parameter.type)}，实际为 ${chineseType(actual)}`,
    `"${name}": the argument "${parameter.name}" must be a ${parameter.type}, not a ${actual}`,
  )
}
