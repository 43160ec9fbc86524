/** FEEL for "there is nothing": null, an empty text, list or context. */
export function isEmptyFeel(value: string): string {
  return `(${value} = null or list contains(["", "[]", "{}"], string(${value})))`
}

type Translate = (target: string, values: readonly string[]) => string

/** Whether one text, list or set holds a value: FEEL has a function for each. */
const holds: Translate = (target, [value]) =>
  `(if ${target} instance of string then contains(${target}, ${value}) else list contains(${target}, ${value}))`

/** Methods by name and number of arguments. */
const METHODS: Readonly<Record<string, Translate>> = {
  'equals/1': (target, [value]) => `(${target} = ${value})`,
  'equalsIgnoreCase/1': (target, [value]) => `(lower case(${target}) = lower case(${value}))`,
  'isEmpty/0': isEmptyFeel,
  'isBlank/0': (target) => `(trim(${target}) = "")`,
  'size/0': (target) => `count(${target})`,
  'length/0': (target) => `string length(${target})`,
  'contains/1': holds,
  'startsWith/1': (target, [value]) => `starts with(${target}, ${value})`,
  'endsWith/1': (target, [value]) => `ends with(${target}, ${value})`,
  'matches/1': (target, [value]) => `matches(${target}, ${value})`,
  'toUpperCase/0': (target) => `upper case(${target})`,
  'toLowerCase/0': (target) => `lower case(${target})`,
  'trim/0': (target) => `trim(${target})`,
  'toString/0': (target) => `string(${target})`,
  'get/1': (target, [key]) => elementOf(target, key!),
  'booleanValue/0': (target) => target,
  'intValue/0': (target) => target,
  'longValue/0': (target) => target,
  'doubleValue/0': (target) => target,
}

/** Functions over variables by name and number of arguments; a variable may be named with quotes or without. */
const CALLS: Readonly<Record<string, Translate>> = {
  'get/1': (name) => name,
  'getOrDefault/2': (name, [value]) => `(if ${name} = null then ${value} else ${name})`,
  'exists/1': (name) => `(${name} != null)`,
  'empty/1': isEmptyFeel,
  'isEmpty/1': isEmptyFeel,
  'notEmpty/1': (name) => `not(${isEmptyFeel(name)})`,
  'isNotEmpty/1': (name) => `not(${isEmptyFeel(name)})`,
  ...comparisons(['equals', 'eq'], '='),
  ...comparisons(['notEquals', 'ne'], '!='),
  ...comparisons(['lowerThan', 'lessThan', 'lt'], '<'),
  ...comparisons(['lowerThanOrEquals', 'lessThanOrEquals', 'lte'], '<='),
  ...comparisons(['greaterThan', 'gt'], '>'),
  ...comparisons(['greaterThanOrEquals', 'gte'], '>='),
  'contains/2': holds,
}

function comparisons(names: readonly string[], operator: string): Record<string, Translate> {
  return Object.fromEntries(names.map((name): [string, Translate] => [`${name}/2`, (left, [right]) => `(${left} ${operator} ${right})`]))
}

/** What the engine of another tool calls the running instance. */
const EXECUTION = /^(execution|task|delegateExecution)$/

/** The FEEL of `target.name(values)`, undefined where FEEL has no word for it. */
export function translateMethod(target: string, name: string, values: readonly string[]): string | undefined {
  if (EXECUTION.test(target)) return translateVariable(name, values)
  const key = `${name}/${values.length}`
  return Object.hasOwn(METHODS, key) ? METHODS[key]!(target, values) : undefined
}

/** The FEEL of `variables:name(variable, values …)`. */
export function translateCall(name: string, [variable, ...values]: readonly string[]): string | undefined {
  const key = `${name}/${values.length + 1}`
  if (variable === undefined || !Object.hasOwn(CALLS, key)) return undefined
  return CALLS[key]!(namedBy(variable) ?? variable, values)
}

function translateVariable(name: string, [quoted]: readonly string[]): string | undefined {
  const variable = quoted === undefined ? undefined : namedBy(quoted)
  if (variable === undefined) return undefined
  if (/^getVariable(Local)?$/.test(name)) return variable
  return /^hasVariable(Local)?$/.test(name) ? `(${variable} != null)` : undefined
}

/** The variable that a text in quotes names. */
function namedBy(text: string): string | undefined {
  return /^"([\p{L}_][\p{L}\p{N}_]*)"$/u.exec(text)?.[1]
}

function elementOf(target: string, key: string): string {
  if (/^\d+$/.test(key)) return `${target}[${Number(key) + 1}]`
  return namedBy(key) === undefined ? `get value(${target}, ${key})` : `${target}.${namedBy(key)}`
}
