import { propertyWords, valueWords } from '@formwork/platform/definition/diff/words.ts'
import { fieldSchema, kindSchemas, type JsonSchema } from '@formwork/platform/definition/schema/index.ts'
import { expect, it } from 'vitest'
import { propertiesIn, type Property } from '../canvas/definition/property-shape.ts'
import { registry } from '../workspace/registry.ts'
import { editorsOf, type Editor, type PropertyEditor } from './panel-editors.ts'

/** Written as files, like stories: with steps and values of every kind. */
const WRITTEN = new Set(['sample', 'scenario'])

/** Written the same in every language: codes of standards. */
const SAME_EVERYWHERE = new Set(['A4'])

/** Every place of a schema and whether the form made from it can edit what stands there. */
function* places(schema: JsonSchema, at: string, above: readonly JsonSchema[] = []): Iterable<readonly [place: string, isEdited: boolean]> {
  if (above.includes(schema)) return
  for (const value of variants(schema)) {
    for (const { name, shape } of propertiesIn(schema, value)) {
      const place = `${at}.${name}`
      yield [place, isEdited(shape)]

      if (schema.$id === kindSchemas.entity.$id && name === 'fields') continue
      const inside =
        shape.kind === 'elements' || shape.kind === 'keyed' ? shape.element : shape.kind === 'object' ? shape.schema : undefined
      if (inside !== undefined) yield* places(inside, place, [...above, schema])
    }
  }
}

function variants(schema: JsonSchema): object[] {
  if (schema.$id === fieldSchema.$id) return [...registry.fields.keys()].map((type) => ({ type }))
  if (schema.$id === kindSchemas.report.$id) return [...registry.reports.keys()].map((shape) => ({ shape }))
  return [{}]
}

function isEdited(shape: Property['shape']): boolean {
  return (shape.kind !== 'plain' && shape.kind !== 'names') || shape.editor.kind !== 'json'
}

it('every property of every kind of definition has an editor in a panel', () => {
  const found = Object.entries(kindSchemas)
    .filter(([kind]) => !WRITTEN.has(kind))
    .flatMap(([kind, schema]) => [...places(schema as JsonSchema, kind)])
  expect(found.length).toBeGreaterThan(400)
  expect([...new Set(found.filter(([, edited]) => !edited).map(([place]) => place))]).toEqual([])
})

it('every property of every type of field has an editor in its panel', () => {
  const parts = (editors: readonly PropertyEditor[]): PropertyEditor[] =>
    editors.flatMap((each) => (each.editor.kind === 'group' ? parts(each.editor.parts) : [each]))
  const without = [...registry.fields.keys()].flatMap((type) =>
    parts(editorsOf(type, registry))
      .filter(({ editor }) => editor.kind === 'json')
      .map(({ name }) => `${type}.${name}`),
  )
  expect(without).toEqual([])
})

it('every choice and every property of a panel is called by a word in both languages', () => {
  const wordless = new Set<string>()
  const look = (name: string, editor: Editor): void => {
    if (propertyWords[name] === undefined) wordless.add(name)
    if (editor.kind === 'group') for (const part of editor.parts) look(part.name, part.editor)
    if (editor.kind !== 'choice' || editor.values.some((value) => SAME_EVERYWHERE.has(value))) return
    for (const value of editor.values) if (valueWords[name]?.[value] === undefined) wordless.add(`${name}: ${value}`)
  }
  const walk = (schema: JsonSchema, above: readonly JsonSchema[] = []): void => {
    if (above.includes(schema)) return
    for (const { name, shape } of variants(schema).flatMap((value) => propertiesIn(schema, value))) {
      look(name, shape.kind === 'plain' || shape.kind === 'names' ? shape.editor : { kind: 'json' })
      if (shape.kind === 'elements' || shape.kind === 'keyed') walk(shape.element, [...above, schema])
      else if (shape.kind === 'object') walk(shape.schema, [...above, schema])
    }
  }
  for (const [kind, schema] of Object.entries(kindSchemas)) if (!WRITTEN.has(kind)) walk(schema as JsonSchema)
  for (const type of registry.fields.keys()) for (const { name, editor } of editorsOf(type, registry)) look(name, editor)
  expect([...wordless].toSorted()).toEqual([])
})
