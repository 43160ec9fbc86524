import { fitSchema, propertiesOf } from '@formwork/platform/definition/schema/resolve-schema.ts'
import type { JsonSchema } from '@formwork/platform/definition/schema/index.ts'
import { editorFor, type Editor } from '../../panels/panel-editors.ts'
import { registry } from '../../workspace/registry.ts'

/** How a property of any definition is edited, from its schema alone. */
export type Shape =
  | { readonly kind: 'plain'; readonly editor: Editor }
  /** Elements with names: cards that can be added, moved and removed. */
  | { readonly kind: 'elements'; readonly element: JsonSchema }
  /** A list of names or texts. */
  | { readonly kind: 'names'; readonly editor: Editor }
  | { readonly kind: 'object'; readonly schema: JsonSchema }
  /** Names to values: what each is filled with. */
  | { readonly kind: 'map' }
  /** Names to objects. */
  | { readonly kind: 'keyed'; readonly element: JsonSchema }

export interface Property {
  readonly name: string
  readonly shape: Shape
  readonly isRequired: boolean
}

/** Identity and history are nobody's choice. */
const NEVER = new Set(['kind', 'name', 'was'])

/** The properties of an object in the order of its schema. */
export function propertiesIn(schema: JsonSchema, value: object): Property[] {
  const required = (schema.required ?? []) as string[]
  return Object.entries(propertiesOf(schema, value, registry))
    .filter(([name]) => !NEVER.has(name))
    .map(([name, each]) => ({
      name,
      shape: shapeOf(each as JsonSchema, (value as Record<string, unknown>)[name]),
      isRequired: required.includes(name),
    }))
}

/** The shape of a property; of alternatives the one that its value has, else the first. */
function shapeOf(schema: JsonSchema, value: unknown): Shape {
  const reference = typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? '') : undefined
  if (reference === 'coordinates' || reference === 'formulas') return { kind: 'map' }
  const editor = editorFor(schema)
  if (editor.kind !== 'json' && editor.kind !== 'texts') return { kind: 'plain', editor }
  const alternatives = schema.anyOf as JsonSchema[] | undefined
  if (alternatives?.length === 1) return shapeOf(alternatives[0]!, value)
  const resolved = fitSchema(schema, value ?? []) ?? fitSchema(schema, {}) ?? fitSchema(schema, '')
  if (resolved === undefined) {
    const [first] = alternatives ?? []
    return first === undefined ? { kind: 'plain', editor } : shapeOf(first, value)
  }
  return shapeOfResolved(resolved)
}

function shapeOfResolved(schema: JsonSchema): Shape {
  if (schema.type === 'array') {
    const element = schema.items as JsonSchema
    const resolved = fitSchema(element, {})
    if (resolved?.properties !== undefined) return { kind: 'elements', element: resolved }
    return { kind: 'names', editor: editorFor(element) }
  }
  if (schema.properties !== undefined) return { kind: 'object', schema }
  if (typeof schema.additionalProperties === 'object') {
    const element = fitSchema(schema.additionalProperties as JsonSchema, {})
    return element?.properties === undefined ? { kind: 'map' } : { kind: 'keyed', element }
  }
  return { kind: 'plain', editor: editorFor(schema) }
}
