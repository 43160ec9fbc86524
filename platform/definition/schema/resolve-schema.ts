import type { Registry } from '../../plugin/index.ts'
import type { DefinitionKind } from '../types.ts'
import { fieldSchema, kindSchemas, sharedSchemas, type JsonSchema } from './index.ts'

const documents = new Map<string, JsonSchema>(
  [...sharedSchemas, fieldSchema, ...Object.values(kindSchemas)].map((schema) => [String(schema.$id), schema as JsonSchema]),
)

/** The schema of a kind of definition; undefined for a kind that does not exist. */
export function schemaOfKind(kind: string): JsonSchema | undefined {
  return Object.hasOwn(kindSchemas, kind) ? kindSchemas[kind as DefinitionKind] : undefined
}

/** Schemas never change: what a reference leads to, and the expression of a pattern, are found once. */
const resolved = new WeakMap<JsonSchema, JsonSchema>()
const patterns = new Map<string, RegExp>()

/** Follows references; a reference without a document points into the common pieces. */
function resolveSchema(schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema
  const known = resolved.get(schema)
  if (known !== undefined) return known
  const target = followReference(schema)
  resolved.set(schema, target)
  return target
}

function followReference(schema: JsonSchema): JsonSchema {
  let current = schema
  while (typeof current.$ref === 'string') {
    const [document = '', pointer = ''] = current.$ref.split('#')
    let target: unknown = documents.get(document === '' ? 'vocabulary.schema.json' : document)
    for (const segment of pointer.split('/').slice(1)) target = (target as JsonSchema | undefined)?.[segment]
    if (target === undefined) throw new Error(`Unknown schema ${current.$ref}`)
    current = target as JsonSchema
  }
  return current
}

/** Properties of an object in the order of its schema, with what plugins add to fields and reports. */
export function propertiesOf(schema: JsonSchema, value: object, registry: Registry | undefined): JsonSchema {
  const properties = (schema.properties ?? {}) as JsonSchema
  const options = pluginOptions(schema, value as { type?: unknown; shape?: unknown }, registry)
  return options === undefined ? properties : { ...properties, ...options }
}

function pluginOptions(
  schema: JsonSchema,
  value: { type?: unknown; shape?: unknown },
  registry: Registry | undefined,
): JsonSchema | undefined {
  if (schema.$id === fieldSchema.$id) return registry?.fields.get(String(value.type))?.options
  if (schema.$id === kindSchemas.report.$id) return registry?.reports.get(String(value.shape))?.options
  return undefined
}

/** The schema of a property, an element or an entry of a map; undefined where none is known. */
export function childSchema(
  schema: JsonSchema,
  value: object,
  key: string | number,
  registry: Registry | undefined,
): JsonSchema | undefined {
  if (typeof key === 'number') return schema.items as JsonSchema | undefined
  const own = propertiesOf(schema, value, registry)[key] as JsonSchema | undefined
  return own ?? (typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as JsonSchema) : undefined)
}

/** The resolved schema that fits a value: of alternatives the first of the value's type (and pattern). */
export function fitSchema(schema: JsonSchema | undefined, value: unknown): JsonSchema | undefined {
  if (schema === undefined) return undefined
  const found = resolveSchema(schema)
  const alternatives = (found.anyOf ?? undefined) as JsonSchema[] | undefined
  if (alternatives === undefined) return found
  const fitting = alternatives.map(resolveSchema).find((candidate) => fits(candidate, value))
  return fitting === undefined || fitting.title !== undefined ? fitting : { ...fitting, title: found.title }
}

function fits(schema: JsonSchema, value: unknown): boolean {
  if (Array.isArray(schema.enum)) return schema.enum.includes(value)
  if (typeof value === 'string') {
    return schema.type === 'string' && (schema.pattern === undefined || patternOf(String(schema.pattern)).test(value))
  }
  if (Array.isArray(value)) return schema.type === 'array'
  if (typeof value === 'object' && value !== null) return schema.type === 'object'
  return schema.type === (value === null ? 'null' : typeof value === 'number' ? 'integer' : typeof value)
}

function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, known)
  return known
}
