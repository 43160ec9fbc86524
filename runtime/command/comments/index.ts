import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { findComment, insertComment, removeComment, updateComment, type Comment } from '../../store/content/comments.ts'
import { requireRecord } from '../access.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

const text = { type: 'string', minLength: 1, maxLength: 4000 } as const
const people = { type: 'array', items: idSchema, maxItems: 50 } as const

interface CommentBody {
  readonly entity: string
  readonly id: string
  readonly text: string
  readonly people?: readonly string[]
}

/** A remark on a record by whoever may see it; people named with @ get a notice. Errors: `unknown-record`. */
const comment: UseCase = {
  name: 'comment',
  help: { zh: '在单据或资料上评论，可 @ 他人', en: 'Comments on a record; people named with @ are told' },
  request: { ...objectSchema({ entity: nameSchema, id: idSchema, text, people }, ['entity', 'id', 'text']) },
  async run(unit: Unit, body: CommentBody) {
    const record = await requireRecord(unit, planOf(unit.model, unit.registry, body.entity), parseId(body.id, 'id'), 'view')
    const written = { entity: body.entity, record: record.header.id, person: unit.actor.person, at: unit.now, text: body.text }
    const id = await insertComment(unit.transaction, written)
    unit.audit({ action: 'comment', entity: body.entity, record: record.header.id })
    await tellMentioned(unit, written, body.people)
    return { comment: formatId(id) }
  },
}

const editComment: UseCase = {
  name: 'edit-comment',
  help: { zh: '修改自己的评论', en: 'Changes a comment of one’s own' },
  request: { ...objectSchema({ comment: idSchema, text, people }, ['comment', 'text']) },
  async run(unit: Unit, body: { comment: string; text: string; people?: readonly string[] }) {
    const found = await requireOwn(unit, body.comment)
    await updateComment(unit.transaction, found.id, body.text, unit.now)
    unit.audit({ action: 'edit-comment', entity: found.entity, record: found.record, values: { text: [found.text, body.text] } })
    await tellMentioned(unit, { ...found, text: body.text }, body.people)
    return { comment: body.comment }
  },
}

const deleteComment: UseCase = {
  name: 'delete-comment',
  help: { zh: '删除自己的评论', en: 'Deletes a comment of one’s own' },
  request: { ...objectSchema({ comment: idSchema }, ['comment']) },
  async run(unit: Unit, body: { comment: string }) {
    const found = await requireOwn(unit, body.comment)
    await removeComment(unit.transaction, found.id)
    unit.audit({ action: 'delete-comment', entity: found.entity, record: found.record, values: { text: [found.text, null] } })
    return { comment: body.comment }
  },
}

/** Errors: `not-found` where the record is not visible (any more), `not-yours`. */
async function requireOwn(unit: Unit, id: string): Promise<Comment> {
  const found = await findComment(unit.transaction, parseId(id, 'comment'))
  if (found === undefined) throw fail('not-found')
  await requireRecord(unit, planOf(unit.model, unit.registry, found.entity), found.record, 'view')
  if (found.person !== unit.actor.person) throw fail('not-yours')
  return found
}

/** Whoever may not see the record is shown nothing of it: the notice is read under his rights. */
async function tellMentioned(
  unit: Unit,
  { entity, record, text: said }: Pick<Comment, 'entity' | 'record' | 'text'>,
  named: readonly string[] = [],
): Promise<void> {
  const mentioned = named.map((id) => parseId(id, 'people')).filter((id) => id !== unit.actor.person)
  await giveNotice(unit, mentioned, { kind: 'mention', entity, record, content: { by: unit.actor.person, text: said } })
}

export const commentUseCases: readonly UseCase[] = [comment, editComment, deleteComment]
