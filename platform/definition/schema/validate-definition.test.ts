import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { isAppError } from '../../error/index.ts'
import { createRegistry, defineFieldType, definePlugin } from '../../plugin/index.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import { readDefinition } from '../read-definition.ts'
import { fieldSchema, kindSchemas } from './index.ts'
import { validateDefinition } from './validate-definition.ts'

const registry = createBuiltInRegistry()

const entity = (more: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'entity',
  name: 'visit',
  nature: 'master',
  fields: [{ name: 'note', type: 'text' }],
  ...more,
})
const field = (definition: Record<string, unknown>): Record<string, unknown> => entity({ fields: [definition] })

describe('validateDefinition', () => {
  it.each<[string, unknown, string, string, string]>([
    [
      'a kind nobody knows',
      { kind: 'entty', name: 'a' },
      '/kind',
      'schema/kind',
      'there is no kind of definition named "entty", did you mean "entity"?',
    ],
    ['no kind at all', { name: 'a' }, '', 'schema/kind', `the property "kind" is missing: one of ${Object.keys(kindSchemas).join(', ')}`],
    ['a missing property', entity({ nature: undefined }), '', 'schema/required', 'the property "nature" is missing'],
    [
      'a property nobody knows',
      entity({ filds: [] }),
      '/filds',
      'schema/additionalProperties',
      'there is no property named "filds", did you mean "fields"?',
    ],
    [
      'another word than allowed',
      entity({ nature: 'docment' }),
      '/nature',
      'schema/enum',
      '"docment" must be one of "document", "master", did you mean "document"?',
    ],
    [
      'a name with a space',
      entity({ name: 'a b' }),
      '/name',
      'schema/pattern',
      'expected a name (letters, digits, underscores, joined by -), found "a b"',
    ],
    [
      'a field name with a hyphen',
      field({ name: 'due-date', type: 'date' }),
      '/fields/0/name',
      'schema/pattern',
      'expected a field name (letters, digits, underscores, not beginning with a digit), found "due-date"',
    ],
    [
      'a field type nobody knows',
      field({ name: 'note', type: 'txt' }),
      '/fields/0',
      'schema/discriminator',
      '"txt" is no known type, did you mean "text"?',
    ],
    [
      'an option of another field type',
      field({ name: 'note', type: 'text', scale: 2 }),
      '/fields/0/scale',
      'schema/additionalProperties',
      'there is no property named "scale"',
    ],
    ['a missing option', field({ name: 'party', type: 'reference' }), '/fields/0', 'schema/required', 'the property "entity" is missing'],
    [
      'a number where text stands',
      field({ name: 'note', type: 'text', label: 5 }),
      '/fields/0/label',
      'schema/anyOf',
      'expected text, or { "zh", "en" }, found a number',
    ],
    [
      'a label in one language',
      field({ name: 'note', type: 'text', label: { zh: '备注' } }),
      '/fields/0/label',
      'schema/anyOf',
      'expected text, or { "zh", "en" }, found an object',
    ],
    [
      'a formula without =',
      field({ name: 'note', type: 'text', formula: '1 + 1' }),
      '/fields/0/formula',
      'schema/pattern',
      'expected an expression after =, found "1 + 1"',
    ],
    [
      'a scale out of bounds',
      field({ name: 'size', type: 'number', scale: 99 }),
      '/fields/0/scale',
      'schema/maximum',
      'may not be greater than 12',
    ],
    [
      'a field inside lines',
      field({ name: 'rows', type: 'lines', fields: [{ name: 'x', type: 'nmber' }] }),
      '/fields/0/fields/0',
      'schema/discriminator',
      '"nmber" is no known type, did you mean "number"?',
    ],
    [
      'a report option that its shape lacks',
      { kind: 'report', name: 'r', shape: 'table', from: {}, columns: [{ name: 'x' }], ageing: {} },
      '/ageing',
      'schema/additionalProperties',
      'there is no property named "ageing"',
    ],
  ])('refuses %s', (_, definition, pointer, code, message) => {
    const findings = validateDefinition(JSON.parse(JSON.stringify(definition)), registry)
    expect(findings.map((finding) => [finding.pointer, finding.code, finding.message.en])).toEqual([[pointer, code, message]])
    expect(findings[0]!.message.zh).toMatch(/\p{Script=Han}/u)
  })

  it('accepts every file of the template', () => {
    const definitions = readFolder(jxcFolder).map(readDefinition)
    expect(
      definitions.flatMap(({ definition, problems }) => [...problems, ...(definition ? validateDefinition(definition, registry) : [])]),
    ).toEqual([])
    expect(definitions.filter(({ definition }) => definition !== undefined).length).toBeGreaterThan(30)
  })

  it('holds every kind closed', () => {
    for (const [kind, schema] of Object.entries(kindSchemas)) {
      expect(schema.properties.kind.const, kind).toBe(kind)
      if (kind !== 'report') expect(schema.additionalProperties, kind).toBe(false)
    }
  })
})

describe('options of plugins', () => {
  const withOption = (options: Record<string, unknown>) =>
    createRegistry([
      definePlugin({
        name: 'p',
        fields: [
          defineFieldType({
            name: 'star',
            label: { zh: '星', en: 'Star' },
            options,
            feelType: 'number',
            column: () => ({ kind: 'integer' }),
            check: (value) => ({ value }),
            toJson: (value) => value,
            format: String,
            operators: [],
          }),
        ],
      }),
    ])

  it('are part of the closed schema of a field', () => {
    const stars = withOption({ stars: { type: 'integer', minimum: 1 } })
    expect(validateDefinition(field({ name: 'mark', type: 'star', stars: 5 }), stars)).toEqual([])
    expect(validateDefinition(field({ name: 'mark', type: 'star', stars: 0 }), stars)).toHaveLength(1)
    expect(validateDefinition(field({ name: 'mark', type: 'star', moons: 5 }), stars)).toHaveLength(1)
  })

  it('may not take the name of a core property', () => {
    let code: string | undefined
    try {
      validateDefinition(field({ name: 'mark', type: 'star' }), withOption({ unique: { type: 'boolean' } }))
    } catch (error) {
      code = isAppError(error) ? error.code : String(error)
    }
    expect(code).toBe('plugin-conflict')
  })

  it('are checked when the server boots', () => {
    const taken = defineFieldType({ ...registry.fields.get('text')!, name: 'star', options: { label: {} } })
    expect(() => createServerRegistry([definePlugin({ name: 'p', fields: [taken] })])).toThrow(/label/)
    expect(() => createServerRegistry()).not.toThrow()
  })

  it('of built-in field types are all in the types', () => {
    const known = Object.keys(fieldSchema.properties)
    const used = [...registry.fields.values()].flatMap((fieldType) => Object.keys(fieldType.options))
    expect(used.filter((name) => !known.includes(name))).toEqual([])
    expect(known.filter((name) => !(fieldSchema['x-core'] as string[]).includes(name) && !used.includes(name))).toEqual([])
  })
})
