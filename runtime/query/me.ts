import { formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { findPersonCredential } from '../store/sessions/credentials.ts'
import { WORKSPACE } from './definitions/authorize-design.ts'
import { mayForAll } from './ledger/periods.ts'
import type { Query, QueryContext } from './query.ts'

/** Who is signed in, and where. */
export const me: Query = {
  name: 'me',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    const { reading, actor, organisation, model, language } = context
    const credential = actor.person === null ? undefined : await findPersonCredential(reading, actor.person)
    const department = actor.department === null ? null : (organisation.departments.get(actor.department)?.name ?? null)
    const labels = new Map(model.roles.roles.map((role) => [role.name, role.label]))
    return {
      person: {
        id: actor.person === null ? null : formatId(actor.person),
        name: actor.name,
        login: actor.login,
        department,
        roles: actor.roles.map((name) => ({ name, label: labels.get(name) ?? name })),
      },
      language,
      template: { name: model.template.name, label: model.template.label, version: model.template.version },
      title: titleOf(context),
      currency: model.template.currency ?? 'CNY',
      timeZone: model.template.timeZone ?? 'Asia/Shanghai',
      release: model.release,
      mayConfigure: authorityOf(model, organisation, actor).may('configure', WORKSPACE),
      mayDesign: authorityOf(model, organisation, actor).may('design', WORKSPACE),
      mayClosePeriods: mayForAll(context, 'close'),
      mustChangePassword: credential?.mustChange ?? false,
    }
  },
}

/** What the people of the workspace call it, as a setting says; null while nobody has said so. */
export function titleOf({ model }: Pick<QueryContext, 'model'>): string | null {
  const { titleSetting } = model.template
  const title = titleSetting === undefined ? undefined : model.switches?.settings.get(titleSetting)
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : null
}
