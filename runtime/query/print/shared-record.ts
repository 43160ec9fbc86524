import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { Actor } from '../../engine/permission/actor.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { findPublicLink, type PublicLink } from '../../store/services/public-links.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { publicRoles } from '../services/public-roles.ts'
import { requireVisible } from '../timeline.ts'
import { printRecordsOf } from './print-queries.ts'

/** What a link shows reads, and nothing else; the seats of its maker do not count. */
const READING = ['*:view', '*:print']

/**
 * What a public link shows, for the server to hand out: the record as its maker sees it now, narrowed by the link's role.
 * Errors: `not-found` for a token that is none; `link-ended` when it is over, its maker is gone, or one of the two may not see the record any more.
 */
export const sharedRecord: Query = {
  name: 'shared-record',
  cost: 'long',
  internal: true,
  async run(context: QueryContext, request: { token: string; format: 'layout' | 'pdf' }): Promise<unknown> {
    const link = await findPublicLink(context.reading, request.token)
    if (link === undefined) throw fail('not-found')
    const actor = lookingActor(context, link)
    const { entity, template } = link
    try {
      const shared = { ...context, actor }
      await requireVisible(shared, authorizeRead(shared, entity), link.record)
      const printed = await printRecordsOf(shared, {
        entity,
        ids: [formatId(link.record)],
        template: template ?? undefined,
        format: request.format,
      })
      return { id: formatId(link.id), openedAt: link.openedAt, expiresAt: link.expiresAt, printed }
    } catch (error) {
      if (isAppError(error)) throw fail('link-ended')
      throw error
    }
  },
}

/** Errors: `link-ended`. */
function lookingActor(context: QueryContext, link: PublicLink): Actor {
  const { model, organisation, now } = context
  const person = organisation.people.get(link.person)
  const isOpen = link.revokedAt === null && link.expiresAt > now
  if (!isOpen || person === undefined || person.disabled) throw fail('link-ended')
  if (!publicRoles(model, link.entity).some(({ name }) => name === link.role)) throw fail('link-ended')
  const { id, name, login, roles, department } = person
  const maker: Actor = { person: id, name, login, roles, department, language: context.language }
  if (!authorityOf(model, organisation, maker).may('share', link.entity)) throw fail('link-ended')
  return { ...maker, scopes: READING, shownTo: link.role }
}
