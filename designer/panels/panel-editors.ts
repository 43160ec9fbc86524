import { coreProperties } from '@formwork/platform/definition/schema/field-schema.ts'
import type { Registry } from '@formwork/platform/plugin/index.ts'

/** How a property is edited. */
export type Editor =
  | {
      readonly kind:
        'label' | 'text' | 'long-text' | 'boolean' | 'decimal' | 'formula' | 'condition' | 'value' | 'options' | 'fill' | 'where' | 'json'
    }
  | { readonly kind: 'integer'; readonly minimum?: number; readonly maximum?: number }
  /** `hasBooleans`: yes and no among the words. */
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly hasBooleans?: boolean }
  /** The name of a definition of this kind. */
  | { readonly kind: 'definition'; readonly of: string }
  /** The name of a field beside it. */
  | { readonly kind: 'sibling' }
  /** Several properties that belong together. */
  | { readonly kind: 'group'; readonly parts: readonly PropertyEditor[] }
  /** Several texts, or names of fields of the object that is referred to. */
  | { readonly kind: 'texts'; readonly isFields: boolean }

export interface PropertyEditor {
  readonly name: string
  readonly group: 'basics' | 'type' | 'behaviour' | 'more'
  readonly editor: Editor
  readonly isRequired: boolean
}

/** Never edited as properties: identity, the type (it has its own control), elements that the canvas shows. */
const ELSEWHERE = new Set(['name', 'was', 'type', 'fields'])
const BASICS = new Set(['label', 'required', 'default', 'formula', 'help', 'placeholder'])
const BEHAVIOUR = new Set(['visible', 'readOnly', 'hidden', 'fill'])

/** The property panel of a field type: core properties and the options of its plugin, by their schemas. */
export function editorsOf(type: string, registry: Registry): PropertyEditor[] {
  const plugin = registry.fields.get(type)
  const core = Object.entries(coreProperties()).filter(([name]) => !ELSEWHERE.has(name) && (type !== 'lines' || BASICS_OF_LINES.has(name)))
  const options = Object.entries(plugin?.options ?? {}).filter(([name]) => !ELSEWHERE.has(name))
  return [
    ...core
      .filter(([name]) => name !== 'fill' || type === 'reference')
      .map(([name, schema]) => ({ name, group: groupOf(name), editor: coreEditor(name, schema), isRequired: false })),
    ...options.map(([name, schema]) => ({
      name,
      group: 'type' as const,
      editor: editorFor(schema),
      isRequired: plugin?.requiredOptions?.includes(name) === true,
    })),
  ]
}

const BASICS_OF_LINES = new Set(['label', 'help', 'required', 'visible', 'readOnly', 'hidden'])

function groupOf(name: string): PropertyEditor['group'] {
  return BASICS.has(name) ? 'basics' : BEHAVIOUR.has(name) ? 'behaviour' : 'more'
}

/** What is taken over from a chosen record has an editor of its own. */
function coreEditor(name: string, schema: unknown): Editor {
  return name === 'fill' ? { kind: 'fill' } : (groupEditor(schema) ?? editorFor(schema))
}

/** An object of its own few properties. */
function groupEditor(schema: unknown): Editor | undefined {
  const { properties, required = [] } = schema as { properties?: Record<string, unknown>; required?: readonly string[] }
  if (properties === undefined) return undefined
  const parts = Object.entries(properties).map(([name, each]) => ({
    name,
    group: 'more' as const,
    editor: editorFor(each),
    isRequired: required.includes(name),
  }))
  return { kind: 'group', parts }
}

interface SchemaLike {
  $ref?: string
  type?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  anyOf?: SchemaLike[]
  allOf?: SchemaLike[]
  items?: SchemaLike
}

const byDefinition: Readonly<Record<string, Editor['kind']>> = {
  label: 'label',
  formula: 'formula',
  value: 'value',
  decimal: 'decimal',
  options: 'options',
  coordinates: 'where',
  duration: 'text',
  path: 'text',
  name: 'text',
}

/** What is stored of a choice. */
export function asChosen(editor: Editor, value: string): string | boolean {
  const isBoolean = editor.kind === 'choice' && editor.hasBooleans === true && (value === 'true' || value === 'false')
  return isBoolean ? value === 'true' : value
}

/** From the schema alone, so that a plugin's options get their panel without a line of code here. */
export function editorFor(schema: unknown): Editor {
  const { $ref, type, enum: values, const: only, minimum, maximum, anyOf, allOf, items } = schema as SchemaLike
  if (allOf?.length === 1) return editorFor(allOf[0])
  if ($ref !== undefined) return editorOfReference($ref.split('/').at(-1) ?? '')
  if (values !== undefined) {
    const hasBooleans = values.some((value) => typeof value === 'boolean')
    return { kind: 'choice', values: values.map(String), ...(hasBooleans ? { hasBooleans } : {}) }
  }
  if (only !== undefined) return { kind: 'choice', values: [String(only)] }
  if (type === 'boolean') return { kind: 'boolean' }
  if (type === 'integer') return { kind: 'integer', minimum, maximum }
  if (type === 'string') return { kind: 'text' }
  if (type === 'array' && items?.type === 'string') return { kind: 'texts', isFields: false }
  if (type === 'array' && items?.$ref?.endsWith('/fieldName') === true) return { kind: 'texts', isFields: true }
  if (anyOf?.some((each) => each.type === 'boolean') === true) return { kind: 'condition' }
  return { kind: 'json' }
}

function editorOfReference(name: string): Editor {
  if (name === 'fieldName') return { kind: 'sibling' }
  const target = /^(\w+)Name$/.exec(name)?.[1]
  if (target !== undefined) return { kind: 'definition', of: target }
  const kind = byDefinition[name]
  return { kind: kind ?? 'json' } as Editor
}
