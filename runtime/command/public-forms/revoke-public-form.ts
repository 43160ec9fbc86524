import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { readPublicForm, revokePublicForm } from '../../store/services/public-forms.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Ends a form at once; what came in stays. Errors: `unknown-record` when the person has no such form. */
export const takeBackPublicForm: UseCase = {
  name: 'revoke-public-form',
  help: { zh: '收回公开表单；已收到的内容保留', en: 'Takes a public form back; what came in stays' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit: Unit, body: { id: string }) {
    const form = await readPublicForm(unit.transaction, parseId(body.id, 'id'))
    const isOwn = form !== undefined && unit.actor.scopes === undefined && form.person === unit.actor.person
    if (!isOwn) throw fail('unknown-record', { entity: { zh: '公开表单', en: 'public form' }, id: body.id }, 'id')
    if (await revokePublicForm(unit.transaction, form.id, unit.now)) {
      unit.audit({ action: 'revoke-public-form', entity: form.entity, values: { form: body.id } })
    }
    return {}
  },
}
