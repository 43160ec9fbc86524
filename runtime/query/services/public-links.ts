import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { listPublicLinks, type PublicLink } from '../../store/services/public-links.ts'
import type { Query, QueryContext } from '../query.ts'
import { titlesOf } from '../titles.ts'
import { publicRoles } from './public-roles.ts'
import { visibleOf } from './visible-records.ts'

/** Ended ones are shown too, so that one can see what was sent. */
const MOST_LINKS = 200

/** The reader's public links, newest first; with a record only its own, and the roles that it may be shown to. Errors: `bad-id`. */
export const publicLinks: Query = {
  name: 'public-links',
  cost: 'point',
  async run(context: QueryContext, request: { entity?: string; id?: string }): Promise<unknown> {
    const { person, scopes } = context.actor
    if (person === null || scopes !== undefined) throw fail('not-permitted', { action: { zh: '查看公开链接', en: 'see public links' } })
    const record = request.id === undefined ? undefined : parseId(request.id, 'id')
    const links = (await listPublicLinks(context.reading, person, MOST_LINKS)).filter(
      (link) => (request.entity === undefined || link.entity === request.entity) && (record === undefined || link.record === record),
    )
    return {
      links: await linksToJson(context, links),
      ...(request.entity === undefined ? {} : { roles: rolesFor(context, request.entity) }),
    }
  },
}

function rolesFor(context: QueryContext, entity: string): unknown[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (!authority.may('share', entity) || !authority.may('print', entity)) return []
  return publicRoles(context.model, entity).map(({ name, label, help }) => ({ name, label, help }))
}

async function linksToJson(context: QueryContext, links: readonly PublicLink[]): Promise<unknown[]> {
  const visible = await visibleOf(context, links)
  const titles = new Map<number, string>()
  for (const entity of new Set(links.map((link) => link.entity))) {
    const ids = links.filter((link) => link.entity === entity && visible.has(link.record)).map(({ record }) => record)
    for (const [id, title] of await titlesOf(context, entity, ids)) titles.set(id, title)
  }
  return links.map((link) => ({
    id: formatId(link.id),
    entity: link.entity,
    record: formatId(link.record),
    title: titles.get(link.record) ?? null,
    role: context.model.roles.roles.find(({ name }) => name === link.role)?.label ?? link.role,
    createdAt: link.createdAt,
    expiresAt: link.expiresAt,
    revokedAt: link.revokedAt,
    opened: link.opened,
    openedAt: link.openedAt,
    state: link.revokedAt !== null ? 'revoked' : link.expiresAt <= context.now ? 'expired' : 'open',
  }))
}
