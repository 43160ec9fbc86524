import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { localize } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { RequestSchema } from '../../command/request.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Record<string, unknown>

export const text: JsonSchema = { type: 'string' }
export const id: JsonSchema = { type: 'string', pattern: '^[1-9]\\d{0,15}$', description: 'An id; ids are texts.' }
export const integer: JsonSchema = { type: 'integer' }
export const flag: JsonSchema = { type: 'boolean' }
export const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const nullable = (schema: JsonSchema): JsonSchema => {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  // An enumeration names everything that is allowed: null too.
  const enumeration = Array.isArray(schema.enum) ? { enum: [...(schema.enum as unknown[]), null] } : {}
  return { ...schema, type: [schema.type, 'null'], ...enumeration }
}

export function object(properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

/** The schema of a request body, which is nearly one already. */
export function fromRequestSchema(schema: RequestSchema): JsonSchema {
  const { nullable: isNullable, properties, items, additionalProperties, required, ...rest } = schema
  const converted: JsonSchema = { ...rest }
  if (properties !== undefined) {
    converted.properties = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, fromRequestSchema(each)]))
  }
  if (items !== undefined) converted.items = fromRequestSchema(items)
  if (additionalProperties !== undefined) {
    converted.additionalProperties = additionalProperties === false ? false : fromRequestSchema(additionalProperties)
  }
  if (required !== undefined && required.length > 0) converted.required = required
  return isNullable === true ? nullable(converted) : converted
}

/** The values of an entity's header, or of its lines, by field; read live ones are only read. */
export function valuesSchema(fields: readonly FieldDefinition[], registry: Registry): JsonSchema {
  const plain = fields.filter((field) => field.type !== 'lines')
  return object(Object.fromEntries(plain.map((field) => [field.name, fieldSchema(field, registry)])))
}

export function linesFields(entity: EntityDefinition): FieldDefinition[] {
  return entity.fields.filter((field) => field.type === 'lines')
}

function fieldSchema(field: FieldDefinition, registry: Registry): JsonSchema {
  const type = registry.fields.get(field.type)
  const single = type === undefined ? {} : columnSchema(field, type.column({ ...field, multiple: false }))
  const schema = field.multiple === true ? list(single) : single
  const title = field.label === undefined ? field.name : localize(field.label, 'en')
  const isComputed = type?.live === true || field.formula !== undefined || field.readOnly === true
  return { ...nullable(schema), title, ...(isComputed ? { readOnly: true } : {}) }
}

function columnSchema(
  field: FieldDefinition,
  { kind, scale, reference: entity }: { kind: string; scale?: number; reference?: string },
): JsonSchema {
  if (entity !== undefined) return { ...id, 'x-entity': entity }
  switch (kind) {
    case 'decimal':
      return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', 'x-scale': scale ?? 0 }
    case 'integer':
      return integer
    case 'boolean':
      return flag
    case 'date':
      return { type: 'string', format: 'date' }
    case 'date-time':
      return { type: 'string', format: 'date-time' }
    case 'text':
      return { type: 'string', maxLength: field.maximumLength, enum: field.options?.map((option) => option.name) }
    default:
      return {}
  }
}
