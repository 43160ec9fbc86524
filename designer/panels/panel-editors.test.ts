import { propertyWords } from '@formwork/platform/definition/diff/words.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { asChosen, editorFor, editorsOf } from './panel-editors.ts'

const registry = createBuiltInRegistry()

describe('property panels', () => {
  it('come from the option schemas of the plugins', () => {
    const editors = new Map(editorsOf('number', registry).map((each) => [each.name, each]))
    expect(editors.get('scale')).toMatchObject({ group: 'type', editor: { kind: 'integer' } })
    expect(editors.get('minimum')!.editor).toEqual({ kind: 'text' })
    expect(editors.get('required')!.editor).toEqual({ kind: 'condition' })
    expect(editors.get('formula')!.editor).toEqual({ kind: 'formula' })
    expect(editors.get('whenFilled')!.editor).toEqual({
      kind: 'group',
      parts: [
        { name: 'field', group: 'more', editor: { kind: 'sibling' }, isRequired: true },
        { name: 'formula', group: 'more', editor: { kind: 'formula' }, isRequired: true },
        { name: 'within', group: 'more', editor: { kind: 'decimal' }, isRequired: false },
      ],
    })
    expect(editorsOf('reference', registry).find((each) => each.name === 'entity')).toMatchObject({
      isRequired: true,
      editor: { kind: 'definition', of: 'entity' },
    })
    expect(editorsOf('select', registry).find((each) => each.name === 'dictionary')!.editor).toEqual({
      kind: 'definition',
      of: 'dictionary',
    })
  })

  it('give a plugin nobody has heard of its panel', () => {
    expect(editorFor({ enum: ['a', 'b'] })).toEqual({ kind: 'choice', values: ['a', 'b'] })
    expect(editorFor({ const: 'a' })).toEqual({ kind: 'choice', values: ['a'] })
    expect(editorFor({ type: 'object' })).toEqual({ kind: 'json' })
  })

  it('store yes and no among words as what they are', () => {
    const editor = editorFor({ enum: [true, false, 'formula'] })
    expect(['true', 'false', 'formula'].map((value) => asChosen(editor, value))).toEqual([true, false, 'formula'])
    expect(asChosen(editorFor({ enum: ['true', 'no'] }), 'true')).toBe('true')
  })

  it('have a business word for every property of every type', () => {
    const names = [...registry.fields.keys()].flatMap((type) =>
      editorsOf(type, registry).flatMap(({ name, editor }) => [
        name,
        ...(editor.kind === 'group' ? editor.parts.map((part) => part.name) : []),
      ]),
    )
    expect([...new Set(names)].filter((name) => propertyWords[name] === undefined)).toEqual([])
  })
})
