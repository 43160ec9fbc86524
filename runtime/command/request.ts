import { assert, fail, type ErrorCode, type ErrorParameters, type FieldError } from '@formwork/platform/error/index.ts'
import { describeJsonType, isJsonObject } from '@formwork/platform/value/index.ts'
import { requestWords } from './request-words.ts'

/** The part of JSON Schema that request bodies use; anything else in a schema is a programmer's mistake. */
export interface RequestSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly properties?: Readonly<Record<string, RequestSchema>>
  readonly required?: readonly string[]
  /** Bodies are closed: false, or an object whose keys are data (`values`), with the schema of each. */
  readonly additionalProperties?: false | RequestSchema
  readonly items?: RequestSchema
  readonly maxItems?: number
  readonly minItems?: number
  readonly maxLength?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  /** null is allowed too. */
  readonly nullable?: boolean
  readonly description?: string
}

/** Stands for the path of whatever is checked, where nobody will read it. */
const NO_PATH = '/'

/** Looks at a value and tells the first thing that is wrong with it. */
type Check = (value: unknown, path: string) => FieldError | undefined

const keywords = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'maxItems',
  'minItems',
  'maxLength',
  'minLength',
  'minimum',
  'maximum',
  'pattern',
  'enum',
  'nullable',
  'description',
])

/** A body's id. */
export const idSchema: RequestSchema = { type: 'string', pattern: '^[1-9]\\d{0,15}$' }
export const nameSchema: RequestSchema = { type: 'string', minLength: 1, maxLength: 100 }

/** A closed object. */
export function objectSchema(properties: Readonly<Record<string, RequestSchema>>, required: readonly string[] = []): RequestSchema {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** Compiles a schema once to a function that refuses: `unknown-field`, `required`, `wrong-type`, `bad-format`, `too-long`, `too-many-items`, `out-of-range`. */
export function compileRequest(schema: RequestSchema): (body: unknown) => void {
  const check = compile(schema)
  return (body) => {
    // Most bodies are fine: paths are put together only for one that is not.
    if (check(body, NO_PATH) === undefined) return
    const found = check(body, '')
    if (found !== undefined) throw fail(found.code, found.parameters, found.path === '' ? undefined : found.path)
  }
}

function compile(schema: RequestSchema): Check {
  for (const key of Object.keys(schema)) assert(keywords.has(key), `Request schemas know no "${key}"`)
  const check = compileType(schema)
  if (schema.nullable !== true) return check
  return (value, path) => (value === null ? undefined : check(value, path))
}

function compileType(schema: RequestSchema): Check {
  switch (schema.type) {
    case 'object':
      return compileObject(schema)
    case 'array':
      return compileArray(schema)
    case 'string':
      return compileString(schema)
    case 'integer':
      return compileInteger(schema)
    case 'boolean':
      return (value, path) => (typeof value === 'boolean' ? undefined : wrongType({ zh: '是/否', en: 'true or false' }, value, path))
    case undefined:
      return anything
  }
}

const anything: Check = () => undefined

function compileObject(schema: RequestSchema): Check {
  const properties = new Map(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, compile(each)]))
  const others =
    schema.additionalProperties === undefined || schema.additionalProperties === false ? undefined : compile(schema.additionalProperties)
  const required = schema.required ?? []
  // Every key may hold anything: what it is, whoever reads it judges.
  const isOpen = properties.size === 0 && others === anything
  return (value, path) => {
    if (!isJsonObject(value)) return wrongType({ zh: '对象', en: 'an object' }, value, path)
    for (const name of required) {
      if (!Object.hasOwn(value, name) || value[name] === undefined) {
        return finding('required', { label: requestWords(name) }, join(path, name))
      }
    }
    if (isOpen) return undefined
    for (const name of Object.keys(value)) {
      const item = value[name]
      if (item === undefined) continue
      const check = properties.get(name) ?? others
      if (check === undefined) return finding('unknown-field', { field: name.slice(0, 100) }, join(path, name.slice(0, 100)))
      const wrong = check(item, path === NO_PATH ? NO_PATH : join(path, name))
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

function compileArray(schema: RequestSchema): Check {
  const check = schema.items === undefined ? undefined : compile(schema.items)
  const { maxItems = 10_000, minItems = 0 } = schema
  return (value, path) => {
    if (!Array.isArray(value)) return wrongType({ zh: '列表', en: 'a list' }, value, path)
    if (value.length > maxItems) return finding('too-many-items', { label: requestWords(path), limit: maxItems }, path)
    if (value.length < minItems) return finding('required', { label: requestWords(path) }, path)
    if (check === undefined) return undefined
    for (let index = 0; index < value.length; index++) {
      const wrong = check(value[index], path === NO_PATH ? NO_PATH : join(path, String(index)))
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
}

function compileString(schema: RequestSchema): Check {
  const { maxLength = 10_000, minLength = 0 } = schema
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u')
  return (value, path) => {
    if (typeof value !== 'string') return wrongType({ zh: '文本', en: 'text' }, value, path)
    if (value.length > maxLength) return finding('too-long', { label: requestWords(path), limit: maxLength }, path)
    if (value.length < minLength) return finding('required', { label: requestWords(path) }, path)
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      return finding('not-an-option', { value, label: requestWords(path) }, path)
    }
    if (pattern !== undefined && !pattern.test(value)) {
      return schema === idSchema
        ? finding('bad-id', { text: value }, path)
        : finding('bad-format', { value, expected: requestWords(path) }, path)
    }
    return undefined
  }
}

function compileInteger(schema: RequestSchema): Check {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrongType({ zh: '整数', en: 'an integer' }, value, path)
    return value < minimum || value > maximum ? finding('out-of-range', { label: requestWords(path), minimum, maximum }, path) : undefined
  }
}

function wrongType(expected: { zh: string; en: string }, value: unknown, path: string): FieldError {
  return finding('wrong-type', { expected, actual: describeJsonType(value) }, path)
}

function finding(code: ErrorCode, parameters: ErrorParameters, path: string): FieldError {
  return { code, parameters, path }
}

function join(path: string, name: string): string {
  if (path === NO_PATH) return NO_PATH
  return path === '' ? name : `${path}/${name}`
}
