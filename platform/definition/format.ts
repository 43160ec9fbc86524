import type { Registry } from '../plugin/index.ts'
import { isJsonObject, parseJsonObject, Decimal, type JsonValue } from '../value/index.ts'
import { childSchema, fitSchema, propertiesOf, schemaOfKind } from './schema/resolve-schema.ts'
import type { JsonSchema } from './schema/index.ts'
import type { Definition } from './types.ts'

/** An object with at most so many scalars in it stands on one line, if it is flat enough. */
const MOST_ON_ONE_LINE = 10
/** Containers in containers on one line: an element with its label, a rule with its coordinates. */
const DEEPEST_ON_ONE_LINE = 2

/**
 * The canonical text of a definition: properties in the order of their schema, two spaces, one line for what is small.
 * Whether a line is broken depends on structure, never on its length, so that a changed label changes one line.
 * Formatting what is formatted changes nothing.
 */
export function formatDefinition(definition: Definition, registry: Registry): string {
  const schema = schemaOfKind(definition.kind)
  return `${print(arrange(definition as unknown as JsonValue, schema, registry), '', true)}\n`
}

/** The canonical text of a JSON text that holds a definition. Errors: those of the JSON reader. */
export function formatDefinitionText(text: string, registry: Registry): string {
  return formatDefinition(parseJsonObject(text, { numbers: 'integer' }) as unknown as Definition, registry)
}

/** The same value with properties in the order of the schema; what the schema does not know follows as it stands. */
function arrange(value: JsonValue, schema: JsonSchema | undefined, registry: Registry): JsonValue {
  const arrangeChild = (child: JsonValue, key: string | number): JsonValue => {
    const next = schema === undefined ? undefined : fitSchema(childSchema(schema, value as object, key, registry), child)
    return arrange(child, next, registry)
  }
  if (Array.isArray(value)) return value.map(arrangeChild)
  if (!isJsonObject(value)) return value
  const known = schema === undefined ? [] : Object.keys(propertiesOf(schema, value, registry)).filter((key) => Object.hasOwn(value, key))
  const keys = [...known, ...Object.keys(value).filter((key) => !known.includes(key))].filter((key) => value[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, arrangeChild(value[key]!, key)]))
}

function print(value: JsonValue, indent: string, isWhole = false): string {
  if (!isContainer(value)) return printScalar(value)
  const entries: [string | undefined, JsonValue][] = Array.isArray(value) ? value.map((item) => [undefined, item]) : Object.entries(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return open + close
  const isInline = !isWhole && isSmall(value)
  const inner = isInline ? '' : `${indent}  `
  const parts = entries.map(([key, item]) => (key === undefined ? '' : `${JSON.stringify(key)}: `) + print(item, inner))
  if (!isInline) return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`
}

function printScalar(value: JsonValue): string {
  return value instanceof Decimal ? value.toString() : JSON.stringify(value)
}

function isContainer(value: JsonValue): value is JsonValue[] | { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !(value instanceof Decimal)
}

/** Plain lists always are; elements of a list each have lines of their own. */
function isSmall(value: JsonValue[] | { [key: string]: JsonValue }): boolean {
  if (Array.isArray(value)) return !value.some(isContainer)
  const lists = Object.values(value).filter(Array.isArray)
  return lists.every(isSmall) && depthOf(value) <= DEEPEST_ON_ONE_LINE && countScalars(value) <= MOST_ON_ONE_LINE
}

function depthOf(value: JsonValue): number {
  return isContainer(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
}

/** A plain list counts once: its line may grow. */
function countScalars(value: JsonValue): number {
  if (!isContainer(value)) return 1
  return Array.isArray(value) ? 1 : Object.values(value).reduce<number>((sum, item) => sum + countScalars(item), 0)
}
