import { feelKeywords, forbiddenNames, scopeNames, systemFieldNames } from '../system-names.ts'
import { problemFromError, toPointer, type Problem } from '../problem.ts'
import { visitDefinition } from '../schema/visit-definition.ts'
import { finding, type Rule } from '../rule.ts'
import { ROLE_DICTIONARY } from '../system/index.ts'
import type { FieldDefinition } from '../types.ts'

/** Names of elements are unique in their list; names of fields are no words of the language and no system columns. */
export const names: Rule = {
  name: 'names',
  *check({ collection, registry }) {
    for (const { definition, file } of collection.all()) {
      for (const { value, pointer } of visitDefinition(definition, registry)) {
        if (Array.isArray(value)) yield* findDuplicates(value, file, pointer)
      }
    }
    const taken = collection.find('dictionary', ROLE_DICTIONARY)
    if (taken !== undefined) {
      yield finding(taken.file, '/name', 'bad-name', {
        zh: `字典“${ROLE_DICTIONARY}”由角色生成，不能另行定义`,
        en: `the dictionary "${ROLE_DICTIONARY}" is made of the roles and cannot be defined`,
      })
    }
    for (const { definition, file } of collection.of('entity').values()) {
      const isSystem = definition.extends === 'system'
      yield* checkFields(definition.fields, file, '/fields', isSystem ? [] : systemFieldNames)
    }
  },
}

function* findDuplicates(list: readonly unknown[], file: string, pointer: string): Iterable<Problem> {
  const seen = new Set<string>()
  for (const [index, element] of list.entries()) {
    const name = typeof element === 'object' && element !== null ? (element as { name?: unknown }).name : undefined
    if (typeof name !== 'string') continue
    if (seen.has(name)) yield problemFromError(file, { code: 'duplicate-name', parameters: { name } }, toPointer(pointer, index, 'name'))
    seen.add(name)
  }
}

function* checkFields(fields: readonly FieldDefinition[], file: string, pointer: string, system: readonly string[]): Iterable<Problem> {
  for (const [index, field] of fields.entries()) {
    const reason = reasonAgainst(field.name, system)
    if (reason !== undefined) yield finding(file, toPointer(pointer, index, 'name'), 'bad-name', describe(field.name, reason))
    if (field.fields !== undefined) yield* checkFields(field.fields, file, toPointer(pointer, index, 'fields'), ['id'])
  }
}

function reasonAgainst(name: string, system: readonly string[]): { zh: string; en: string } | undefined {
  if (feelKeywords.includes(name)) return { zh: '它是表达式语言的关键字', en: 'it is a word of the expression language' }
  if (scopeNames.includes(name)) return { zh: '它在表达式中另有含义', en: 'it has a meaning of its own in expressions' }
  if (forbiddenNames.includes(name)) return { zh: '出于安全原因不允许', en: 'it is refused for safety' }
  return system.includes(name) ? { zh: '它是每条记录都有的系统字段', en: 'every record has a system field of this name' } : undefined
}

function describe(name: string, reason: { zh: string; en: string }): { zh: string; en: string } {
  return { zh: `“${name}”不能用作字段名：${reason.zh}`, en: `"${name}" cannot be the name of a field: ${reason.en}` }
}
