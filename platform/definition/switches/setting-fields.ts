import { listType, types, type FeelFields } from '../../expression/type.ts'
import type { Registry } from '../../plugin/index.ts'
import type { Model } from '../model.ts'
import type { FieldDefinition } from '../types.ts'
import { moduleVariable } from './module-states.ts'

/** Every setting that the definitions declare, by name. */
export function settingFields(model: Pick<Model, 'settings'>): ReadonlyMap<string, FieldDefinition> {
  return new Map([...model.settings.values()].flatMap((group) => group.fields.map((field) => [field.name, field] as const)))
}

/** What a setting holds while nobody has said anything else; inside form, null where there is no default. */
export function defaultSetting(field: FieldDefinition, registry: Registry): unknown {
  if (field.default === undefined || field.default === null) return null
  const checked = registry.fields.get(field.type)?.check(field.default, field)
  return checked === undefined || checked.problem !== undefined ? null : checked.value
}

/** Types of `setting` in expressions. */
export function settingTypes(model: Pick<Model, 'settings'>, registry: Registry): FeelFields {
  const names: Readonly<Record<string, FeelFields[string]>> = {
    string: types.string,
    number: types.number,
    boolean: types.boolean,
    date: types.date,
    'date and time': types.dateTime,
  }
  return Object.fromEntries(
    [...settingFields(model)].map(([name, field]) => {
      const type = names[registry.fields.get(field.type)?.feelType ?? ''] ?? types.any
      return [name, field.multiple === true ? listType(type) : type]
    }),
  )
}

/** Types of `module` in expressions: each is true or false. */
export function moduleTypes(model: Pick<Model, 'modules'>): FeelFields {
  return Object.fromEntries([...model.modules.keys()].map((name) => [moduleVariable(name), types.boolean]))
}
