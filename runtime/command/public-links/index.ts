import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { insertPublicLink, notePublicLinkOpened, readPublicLink, revokePublicLink } from '../../store/services/public-links.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { publicRoles } from '../../query/services/public-roles.ts'
import { requireRecord } from '../access.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** After a quarter of a year somebody should ask again. */
const LONGEST_DAYS = 90
const USUAL_DAYS = 7
const DAY = 24 * 60 * 60 * 1000

interface LinkBody {
  readonly entity: string
  readonly id: string
  readonly role: string
  readonly template?: string
  readonly days?: number
}

/**
 * Shares one record with whoever has the link, until a day: what it shows is what the role may see and never more than its maker may.
 * The token is answered once; only its hash is kept. Errors: `unknown-record`, `not-permitted` (rights `share` and `print`), `not-an-option` (role).
 */
const createPublicLink: UseCase = {
  name: 'create-public-link',
  isSecret: true,
  help: { zh: '为一张单据生成限时公开链接；链接只显示一次', en: 'Makes a link to one record that ends; it is shown once' },
  request: {
    ...objectSchema(
      {
        entity: nameSchema,
        id: idSchema,
        role: nameSchema,
        template: nameSchema,
        days: { type: 'integer', minimum: 1, maximum: LONGEST_DAYS },
      },
      ['entity', 'id', 'role'],
    ),
  },
  async run(unit: Unit, body: LinkBody) {
    const { person } = unit.actor
    const action = { zh: '生成公开链接', en: 'make a public link' }
    if (person === null || unit.actor.scopes !== undefined) throw fail('not-permitted', { action })
    const plan = planOf(unit.model, unit.registry, body.entity)
    const { id } = (await requireRecord(unit, plan, parseId(body.id, 'id'), 'share')).header
    if (!unit.authority.may('print', body.entity)) throw fail('not-permitted', { action })
    if (!publicRoles(unit.model, body.entity).some(({ name }) => name === body.role)) {
      throw fail('not-an-option', { value: body.role, label: 'role' }, 'role')
    }
    requireTemplate(unit, body)
    const token = randomBytes(32).toString('base64url')
    const expiresAt = unit.now + (body.days ?? USUAL_DAYS) * DAY
    const { entity, role, template = null } = body
    const link = await insertPublicLink(unit.transaction, {
      tokenHash: hashToken(token),
      person,
      entity,
      record: id,
      role,
      template,
      createdAt: unit.now,
      expiresAt,
    })
    unit.audit({ action: 'create-public-link', entity, record: id, values: { link: formatId(link), role, template, expiresAt } })
    return { id: formatId(link), token, expiresAt }
  },
}

/** Errors: `definition-not-found` for a template that is none of this entity. */
function requireTemplate({ model }: Unit, { entity, template }: LinkBody): void {
  if (template === undefined) return
  const isThere = [...model.others.values()].some(
    (each) => each.kind === 'print' && each.name === template && (each as { entity?: string }).entity === entity,
  )
  if (!isThere) throw fail('definition-not-found', { kind: { zh: '打印模板', en: 'print template' }, name: template }, 'template')
}

/** Ends a link at once. Errors: `unknown-record` when the person has no such link. */
const takeBackPublicLink: UseCase = {
  name: 'revoke-public-link',
  help: { zh: '收回公开链接', en: 'Takes a public link back' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit: Unit, body: { id: string }) {
    const link = await readPublicLink(unit.transaction, parseId(body.id, 'id'))
    const isOwn = link !== undefined && unit.actor.scopes === undefined && link.person === unit.actor.person
    if (!isOwn) throw fail('unknown-record', { entity: { zh: '公开链接', en: 'public link' }, id: body.id }, 'id')
    if (await revokePublicLink(unit.transaction, link.id, unit.now)) {
      unit.audit({ action: 'revoke-public-link', entity: link.entity, record: link.record, values: { link: body.id } })
    }
    return {}
  },
}

/** Somebody looked: written by the server, several looks within ten minutes being one. */
const openPublicLink: UseCase = {
  name: 'open-public-link',
  internal: true,
  help: { zh: '记录公开链接被打开', en: 'Notes that a public link was opened' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit: Unit, body: { id: string }) {
    const link = await readPublicLink(unit.transaction, parseId(body.id, 'id'))
    if (link === undefined) return {}
    await notePublicLinkOpened(unit.transaction, link.id, unit.now)
    unit.audit({ action: 'open-public-link', entity: link.entity, record: link.record, values: { link: body.id } })
    return {}
  },
}

export const publicLinkUseCases: readonly UseCase[] = [createPublicLink, takeBackPublicLink, openPublicLink]
