import { fitSchema } from '@formwork/platform/definition/schema/resolve-schema.ts'
import type { JsonSchema } from '@formwork/platform/definition/schema/index.ts'
import { nameFor } from '../../workspace/label.ts'
import type { Content } from '../../workspace/operation.ts'

/** Where the first choice of a property comes from. */
export type FirstName = (property: string, reference: string) => string | undefined

/** A new element with just what its schema demands: its name from its label, else the first choice of everything. */
export function blankElement(schema: JsonSchema, label: string, taken: readonly string[], first: FirstName): Record<string, Content> {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
  const element: Record<string, Content> = {}
  if (properties.name !== undefined) element.name = nameFor(label, taken, 'new')
  if (properties.label !== undefined) element.label = label
  for (const name of (schema.required ?? []) as string[]) {
    if (element[name] === undefined && properties[name] !== undefined) element[name] = blankValue(name, properties[name], label, first)
  }
  return element
}

function blankValue(name: string, schema: JsonSchema, label: string, first: FirstName): Content {
  const reference = typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? '') : ''
  if (reference === 'label') return label
  if (reference === 'formula') return '=true'
  const chosen = first(name, reference)
  if (chosen !== undefined) return chosen
  const resolved = fitSchema(schema, {}) ?? fitSchema(schema, []) ?? fitSchema(schema, '') ?? {}
  const { enum: values, type, items } = resolved as { enum?: Content[]; type?: string; items?: JsonSchema }
  if (values !== undefined) return values[0]!
  if (type === 'array') return resolved.minItems === undefined ? [] : [blankItem(items ?? {}, label, first)]
  if (type === 'object') return blankElement(resolved, label, [], first)
  if (type === 'integer') return Number(resolved.minimum ?? 1)
  if (type === 'boolean') return false
  return label
}

function blankItem(schema: JsonSchema, label: string, first: FirstName): Content {
  const resolved = fitSchema(schema, {})
  return resolved?.properties === undefined
    ? (first(
        '',
        String(schema.$ref ?? '')
          .split('/')
          .at(-1) ?? '',
      ) ?? label)
    : blankElement(resolved, label, [], first)
}
