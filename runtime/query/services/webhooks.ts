import type { Actor } from '../../engine/permission/actor.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { findNotice } from '../../store/services/notices.ts'
import { listWebhooks } from '../../store/services/webhooks.ts'
import { authorizeConfigure } from '../authorize-configure.ts'
import type { Query, QueryContext } from '../query.ts'
import { noticesToJson } from './notice-json.ts'

/** Where the workspace sends to and what may call it; secrets never leave. Errors: `not-permitted`. */
export const webhooks: Query = {
  name: 'webhooks',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    authorizeConfigure(authorityOf(context.model, context.organisation, context.actor))
    const rows = await listWebhooks(context.reading)
    return { webhooks: rows.map(({ secret, ...rest }) => ({ ...rest, hasSecret: secret !== null })) }
  },
}

/** One of them with its secret: for the server's own use. */
export const webhookSecret: Query = {
  name: 'webhook-secret',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, { name }: { name: string }): Promise<unknown> {
    return (await listWebhooks(context.reading)).find((webhook) => webhook.name === name) ?? null
  },
}

/** Notices as each of their readers sees them, to be carried outside. */
export const noticeLetters: Query = {
  name: 'notice-letters',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, { notices }: { notices: readonly number[] }): Promise<unknown> {
    const letters: Record<string, unknown>[] = []
    for (const id of notices) {
      const notice = await findNotice(context.reading, id)
      const person = notice === undefined ? undefined : context.organisation.people.get(notice.person)
      if (notice === undefined || person === undefined || person.disabled) continue
      const actor: Actor = {
        person: person.id,
        name: person.name,
        login: person.login,
        roles: person.roles,
        department: person.department,
        language: 'zh',
      }
      const [shown] = await noticesToJson({ ...context, actor, language: 'zh' }, [notice])
      if (shown === undefined) continue
      const record = shown.record === null ? null : { entity: shown.entity, ...(shown.record as object) }
      letters.push({ name: person.name, email: person.email, kind: shown.kind, text: shown.text, record })
    }
    return { letters }
  },
}
