import type { JsonSchema } from './json-schema.ts'

const mapped = (schemas: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schemas as Record<string, JsonSchema>).map(([name, each]) => [name, closeSchema(each)]))

/**
 * A description as a test reads it: what it does not name is not there. The parts of an `allOf` stay open, the whole is closed.
 * References lead to the schemas `/closed/<name>`, from parts to `/open/<name>`.
 */
export function closeSchema(schema: JsonSchema, isPart = false): JsonSchema {
  const closed: JsonSchema = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref') closed.$ref = String(value).replace('#/components/schemas/', isPart ? '/open/' : '/closed/')
    else if (keyword === 'properties') closed.properties = mapped(value)
    else if (keyword === 'allOf') closed.allOf = (value as JsonSchema[]).map((part) => closeSchema(part, true))
    else if (keyword === 'anyOf') closed.anyOf = (value as JsonSchema[]).map((part) => closeSchema(part, isPart))
    else if (keyword === 'items') closed.items = closeSchema(value as JsonSchema)
    else if (keyword === 'additionalProperties' && typeof value === 'object') closed[keyword] = closeSchema(value as JsonSchema)
    else closed[keyword] = value
  }
  const isClosed = 'allOf' in schema || ('properties' in schema && !('additionalProperties' in schema))
  return isClosed && !isPart ? { ...closed, unevaluatedProperties: false } : closed
}
