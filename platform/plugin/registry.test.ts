import { describe, expect, it } from 'vitest'
import { isAppError } from '../error/index.ts'
import { defineFieldType, definePlugin } from './define-plugin.ts'
import type { FieldType } from './contracts/field-type.ts'
import { createRegistry, requireContribution } from './registry.ts'

const fieldType = (name: string, more: Partial<FieldType> = {}): FieldType =>
  defineFieldType({
    name,
    label: { zh: '示例', en: 'Example' },
    options: {},
    feelType: 'string',
    column: () => ({ kind: 'text' }),
    check: (value) => ({ value }),
    toJson: (value) => value,
    format: String,
    operators: [],
    ...more,
  })

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work()
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
  return undefined
}

describe('createRegistry', () => {
  it('keeps contributions in the order of the plugins', () => {
    const registry = createRegistry([
      definePlugin({ name: 'one', fields: [fieldType('b'), fieldType('a')] }),
      definePlugin({ name: 'two', fields: [fieldType('c')] }),
    ])
    expect([...registry.fields.keys()]).toEqual(['b', 'a', 'c'])
  })

  it('refuses a taken name unless the later one replaces it', () => {
    const first = definePlugin({ name: 'one', fields: [fieldType('a')] })
    expect(codeOf(() => createRegistry([first, definePlugin({ name: 'two', fields: [fieldType('a')] })]))).toBe('plugin-conflict')
    const replacing = definePlugin({ name: 'two', fields: [fieldType('a', { replaces: true, feelType: 'number' })] })
    expect(createRegistry([first, replacing]).fields.get('a')?.feelType).toBe('number')
  })

  it('refuses to replace what is not there, and a plugin named twice', () => {
    const replacing = definePlugin({ name: 'one', fields: [fieldType('a', { replaces: true })] })
    expect(codeOf(() => createRegistry([replacing]))).toBe('plugin-invalid')
    expect(codeOf(() => createRegistry([definePlugin({ name: 'one' }), definePlugin({ name: 'one' })]))).toBe('plugin-conflict')
  })

  it('is frozen', () => {
    const registry = createRegistry([definePlugin({ name: 'one', fields: [fieldType('a')] })])
    expect(() => (registry.fields as Map<string, FieldType>).set('b', fieldType('b'))).toThrow(TypeError)
    expect(() => Object.assign(registry, { fields: new Map() })).toThrow(TypeError)
    expect(() => Object.assign(registry.fields.get('a')!, { feelType: 'number' })).toThrow(TypeError)
  })

  it('names what is unknown', () => {
    expect(codeOf(() => requireContribution(createRegistry([]), 'fields', 'absent'))).toBe('unknown-plugin')
  })
})

describe('definePlugin', () => {
  it('refuses unknown kinds and contributions without a name', () => {
    expect(codeOf(() => definePlugin({ name: 'one', widgets: [] } as never))).toBe('plugin-invalid')
    expect(codeOf(() => definePlugin({ name: 'one', fields: [{} as FieldType] }))).toBe('plugin-invalid')
    expect(codeOf(() => definePlugin({ name: '' }))).toBe('plugin-invalid')
  })
})
