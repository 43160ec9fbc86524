import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { countUnreadNotices, markNoticeRead, markNoticesRead } from '../../store/services/notices.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Errors: `not-logged-in` for the system, which has no notices. */
function requirePerson(unit: Unit): number {
  if (unit.actor.person === null) throw fail('not-logged-in')
  return unit.actor.person
}

const readNotices: UseCase = {
  name: 'read-notices',
  help: { zh: '标记消息为已读（upTo：该条及更早的全部）', en: 'Marks notices as read; `upTo`: this one and all before it' },
  request: { ...objectSchema({ ids: { type: 'array', items: idSchema, maxItems: 500 }, upTo: idSchema }) },
  async run(unit: Unit, body: { ids?: readonly string[]; upTo?: string }) {
    const person = requirePerson(unit)
    for (const id of body.ids ?? []) await markNoticeRead(unit.transaction, person, parseId(id, 'ids'), unit.now)
    if (body.upTo !== undefined) await markNoticesRead(unit.transaction, person, parseId(body.upTo, 'upTo'), unit.now)
    return { unread: await countUnreadNotices(unit.transaction, person) }
  },
}

const unreadNotice: UseCase = {
  name: 'unread-notice',
  help: { zh: '标记消息为未读', en: 'Marks a notice as not read' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit: Unit, body: { id: string }) {
    const person = requirePerson(unit)
    await markNoticeRead(unit.transaction, person, parseId(body.id, 'id'), null)
    return { unread: await countUnreadNotices(unit.transaction, person) }
  },
}

export const noticeUseCases: readonly UseCase[] = [readNotices, unreadNotice]
