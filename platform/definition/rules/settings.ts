import { unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import { settingFields } from '../switches/setting-fields.ts'
import type { FieldDefinition } from '../types.ts'

/** Types whose values stand by themselves: a setting is a constant of formulas, and a record is none. */
const PLAIN: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'date', 'date and time'])

/** Settings have names of their own, plain types and literal defaults; profiles choose among what exists. */
export const settings: Rule = {
  name: 'settings',
  *check(context) {
    const linked = settingFields(context.model)
    const names = new Set<string>()
    for (const { definition, file } of context.collection.of('settings').values()) {
      for (const [index, field] of definition.fields.entries()) {
        const pointer = toPointer('/fields', index)
        if (names.has(field.name)) {
          const message = { zh: `设置“${field.name}”已在别处定义`, en: `the setting "${field.name}" is declared elsewhere` }
          yield finding(file, `${pointer}/name`, 'duplicate-name', message)
        }
        names.add(field.name)
        yield* checkSetting(context, linked.get(field.name) ?? field, file, pointer)
      }
    }
    yield* checkProfiles(context)
    yield* checkFirstRun(context)
  },
}

function* checkSetting({ registry }: RuleContext, field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  const type = registry.fields.get(field.type)
  if (type === undefined) return
  if (!PLAIN.has(type.feelType) && field.multiple !== true) {
    yield finding(file, `${pointer}/type`, 'setting-type', {
      zh: `设置不能是“${type.label.zh}”`,
      en: `a setting cannot be of the type "${type.label.en}"`,
    })
    return
  }
  if (field.default === undefined || field.default === null) return
  const isLiteral = typeof field.default !== 'string' || !field.default.startsWith('=')
  if (isLiteral && type.check(field.default, field).problem === undefined) return
  yield finding(file, `${pointer}/default`, 'setting-default', {
    zh: '设置的默认值应为符合类型的常量',
    en: 'the default of a setting is a constant of its type',
  })
}

function* checkProfiles({ collection, model, registry }: RuleContext): Iterable<Problem> {
  const fields = settingFields(model)
  for (const { definition, file } of collection.of('profile').values()) {
    for (const [name, value] of Object.entries(definition.settings ?? {})) {
      const field = fields.get(name)
      const pointer = toPointer('/settings', name)
      if (field === undefined) yield unknownName(name, fields.keys(), file, pointer)
      else if (value !== null && registry.fields.get(field.type)?.check(value, field).problem !== undefined) {
        yield finding(file, pointer, 'setting-default', { zh: '值不符合设置的类型', en: 'the value does not fit the type of the setting' })
      }
    }
  }
}

/** What names the workspace and what the first run asks for are settings. */
function* checkFirstRun({ collection, model }: RuleContext): Iterable<Problem> {
  const fields = settingFields(model)
  for (const { definition, file } of collection.of('template').values()) {
    const { titleSetting } = definition
    if (titleSetting !== undefined && !fields.has(titleSetting)) yield unknownName(titleSetting, fields.keys(), file, '/titleSetting')
    for (const [index, name] of (definition.firstRun?.settings ?? []).entries()) {
      if (!fields.has(name)) yield unknownName(name, fields.keys(), file, toPointer('/firstRun/settings', index))
    }
  }
}
