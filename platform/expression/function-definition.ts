import type { DiagnosticCode, Position } from './diagnostic.ts'
import { currentRuntime, report, type EvaluationRuntime } from './evaluation.ts'
import { types, type FeelType } from './type.ts'
import type { FeelValue } from './value.ts'

/** What a parameter takes. `day` is a date or a date and time, `duration` either kind, `comparable` what has an order. */
export type ParameterType =
  | 'any'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'day'
  | 'temporal'
  | 'duration'
  | 'days and time duration'
  | 'years and months duration'
  | 'comparable'
  | 'range'
  | 'list'
  | 'context'
  | 'function'

export interface ParameterDefinition {
  readonly name: string
  readonly type: ParameterType
  readonly optional: boolean
  /** Whether null is handed to the function; elsewhere a null argument makes the result null. */
  readonly nullable: boolean
  /** What the elements of a list should be; looked at by static analysis, and by the function itself. */
  readonly element?: ParameterType
  /** The last parameter, repeated. */
  readonly variadic: boolean
}

/** One call in one expression: where it stands, and what the evaluation may see. */
export class FunctionCall implements Position {
  readonly from: number
  readonly to: number

  constructor(position: Position) {
    this.from = position.from
    this.to = position.to
  }

  get runtime(): EvaluationRuntime {
    return currentRuntime()
  }

  /** Records an error and gives the null to return. */
  report(code: DiagnosticCode, zh: string, en: string): null {
    return report(code, this, zh, en)
  }
}

export interface Signature {
  readonly parameters: readonly ParameterDefinition[]
  readonly returns: FeelType | ((argumentTypes: readonly FeelType[]) => FeelType)
  /** Arguments in the order of the parameters, coerced; an omitted one is undefined. */
  readonly evaluate: (call: FunctionCall, ...values: never[]) => FeelValue
}

/** A function of the language. Names are words with single spaces. */
export interface FunctionDefinition {
  readonly name: string
  readonly group: FunctionGroup
  /** `server`: needs what only the server has (people, calendars, ledgers); the browser asks the server for it. */
  readonly where: 'anywhere' | 'server'
  readonly help: { readonly zh: string; readonly en: string }
  readonly example: string
  readonly signatures: readonly Signature[]
}

export type FunctionGroup =
  'number' | 'string' | 'boolean' | 'list' | 'context' | 'date' | 'range' | 'conversion' | 'people' | 'ledger' | 'other'

/**
 * A signature in one line: `'string: string, start position: number, length?: number'`. `?` after the name makes a
 * parameter optional, `?` after the type lets null through, `...` before the name repeats it, `list<number>` says what
 * the elements should be.
 */
export function signature(parameters: string, returns: Signature['returns'], evaluate: Signature['evaluate']): Signature {
  return { parameters: parameters === '' ? [] : parameters.split(',').map(readParameter), returns, evaluate }
}

function readParameter(text: string): ParameterDefinition {
  const match = /^\s*(\.\.\.)?([\w\s]+?)(\?)?\s*:\s*([\w\s]+?)(?:<([\w\s]+)>)?(\?)?\s*$/.exec(text)
  if (match === null) throw new Error(`Bad parameter: ${text}`)
  const type = match[4] as ParameterType
  const definition = {
    name: match[2]!,
    type,
    optional: match[3] !== undefined,
    nullable: match[6] !== undefined || type === 'any',
    variadic: match[1] !== undefined,
  }
  return match[5] === undefined ? definition : { ...definition, element: match[5] as ParameterType }
}

/** The result type of a signature for given argument types. */
export function resultType(of: Signature, argumentTypes: readonly FeelType[]): FeelType {
  return typeof of.returns === 'function' ? of.returns(argumentTypes) : of.returns
}

/** Defines a pure function, to be used in browser and server alike. */
export function defineFunction(
  name: string,
  group: FunctionGroup,
  help: { zh: string; en: string },
  example: string,
  ...signatures: Signature[]
): FunctionDefinition {
  return { name, group, where: 'anywhere', help, example, signatures }
}

/** Element type of the first argument: for functions that pick from a list. */
export function elementOfFirst(argumentTypes: readonly FeelType[]): FeelType {
  const [first] = argumentTypes
  return first === undefined ? types.any : first.kind === 'list' ? first.of : first
}
