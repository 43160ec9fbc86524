import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { authorizeConfigure } from '../authorize-configure.ts'
import { WORKSPACE } from '../definitions/authorize-design.ts'
import type { Query, QueryContext } from '../query.ts'

/** Groups of settings with what they hold now. Errors: `not-permitted` for who may not change them. */
export const settings: Query = {
  name: 'settings',
  cost: 'point',
  run(context: QueryContext): Promise<unknown> {
    authorizeConfigure(authorityOf(context.model, context.organisation, context.actor))
    const groups = [...context.model.settings.values()].map(({ name, label, help, fields }) => ({
      name,
      label,
      help,
      fields,
      values: Object.fromEntries(fields.map((field) => [field.name, valueOf(context, field)])),
    }))
    return Promise.resolve({ groups })
  },
}

function valueOf({ model, registry }: QueryContext, field: FieldDefinition): unknown {
  const value = model.switches?.settings.get(field.name) ?? null
  return value === null ? null : registry.fields.get(field.type)!.toJson(value, field)
}

/** Modules with their state, and the profiles to choose from; everybody may know what is on. */
export const modules: Query = {
  name: 'modules',
  cost: 'point',
  run({ model, organisation, actor }: QueryContext): Promise<unknown> {
    return Promise.resolve({
      profile: model.switches?.profile ?? null,
      home: model.switches?.home ?? null,
      mayConfigure: authorityOf(model, organisation, actor).may('configure', WORKSPACE),
      modules: [...model.modules.values()].map(({ name, label, help, requires }) => ({
        name,
        label,
        help,
        requires: requires ?? [],
        on: model.switches?.modules.get(name) ?? true,
      })),
      profiles: [...model.profiles.values()].map(({ name, label, help, on, off, sample, home }) => ({
        name,
        label,
        help,
        on: on ?? [],
        off: off ?? [],
        sample: sample ?? null,
        home: home ?? null,
      })),
    })
  },
}
