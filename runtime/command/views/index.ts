import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { findListView, insertListView, listViewsOf, removeListView, updateListView, type ListView } from '../../store/content/list-views.ts'
import { idSchema, nameSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** More views of one list than a person can tell apart. */
const MOST_VIEWS = 50
/** A filter of a hundred conditions is shorter. */
const LONGEST_CONTENT = 20_000

const open: RequestSchema = { type: 'object', additionalProperties: {} }
const label: RequestSchema = { type: 'string', minLength: 1, maxLength: 60 }

/** What a view may say: anything else would be kept for nothing. */
const contentSchema = objectSchema({
  shape: { type: 'string', maxLength: 100 },
  search: { type: 'string', maxLength: 100 },
  chip: { type: 'string', maxLength: 100 },
  filter: open,
  sort: {
    type: 'array',
    maxItems: 5,
    items: objectSchema({ name: nameSchema, descending: { type: 'boolean' } }, ['name', 'descending']),
  },
  columns: {
    type: 'array',
    maxItems: 200,
    items: objectSchema({ name: nameSchema, width: { type: 'integer', minimum: 40, maximum: 2000 } }, ['name']),
  },
  group: { type: 'string', maxLength: 100 },
  density: { type: 'string', enum: ['compact', 'comfortable'] },
})

interface ViewBody {
  readonly list: string
  readonly view?: string
  readonly label: string
  readonly role?: string | null
  readonly content: Readonly<Record<string, unknown>>
}

/** Keeps a view of a list for oneself, or for a role that one has oneself. Errors: `unknown-entity`, `not-permitted`, `not-yours`, `too-long`. */
const saveView: UseCase = {
  name: 'save-view',
  help: { zh: '保存列表视图，可共享给本人所在的角色', en: 'Keeps a view of a list, shared with a role of one’s own if wanted' },
  request: {
    ...objectSchema({ list: nameSchema, view: idSchema, label, role: { ...nameSchema, nullable: true }, content: contentSchema }, [
      'list',
      'label',
      'content',
    ]),
  },
  async run(unit: Unit, body: ViewBody) {
    const person = requireReader(unit, body.list)
    const { role = null } = body
    if (role !== null) requireRole(unit, role)
    if (JSON.stringify(body.content).length > LONGEST_CONTENT) throw tooLong()
    const view = { list: body.list, person, role, label: body.label, content: body.content }
    if (body.view !== undefined) {
      const found = await requireOwn(unit, body.view)
      await updateListView(unit.transaction, { ...view, list: found.list, id: found.id }, unit.now)
      return { view: body.view }
    }
    const own = (await listViewsOf(unit.transaction, body.list)).filter((each) => each.person === person)
    if (own.length >= MOST_VIEWS) throw fail('too-many-items', { label: { zh: '视图', en: 'views' }, limit: MOST_VIEWS })
    return { view: formatId(await insertListView(unit.transaction, view, unit.now)) }
  },
}

const deleteView: UseCase = {
  name: 'delete-view',
  help: { zh: '删除自己的列表视图', en: 'Deletes a view of one’s own' },
  request: { ...objectSchema({ view: idSchema }, ['view']) },
  async run(unit: Unit, body: { view: string }) {
    const found = await requireOwn(unit, body.view)
    await removeListView(unit.transaction, found.id)
    return { view: body.view }
  },
}

const tooLong = (): Error => fail('too-long', { label: 'content', limit: LONGEST_CONTENT }, 'content')

/** A list, or an entity that has none of its own. Errors: `unknown-entity`, `not-permitted`. */
function requireReader(unit: Unit, list: string): number {
  const entity = unit.model.lists.get(list)?.entity ?? list
  if (!unit.model.entities.has(entity)) throw fail('unknown-entity', { entity })
  if (unit.actor.person === null || !unit.authority.may('view', entity)) throw fail('not-permitted', { action: { zh: '查看', en: 'view' } })
  return unit.actor.person
}

/** Who administers may share with every role. Errors: `not-permitted`. */
function requireRole(unit: Unit, role: string): void {
  const isKnown = unit.model.roles.roles.some(({ name }) => name === role)
  const mayShare = unit.actor.roles.includes(role) || authorityOf(unit.model, unit.organisation, unit.actor).mayGrant(role)
  if (!isKnown || !mayShare) throw fail('not-permitted', { action: { zh: '共享给该角色', en: 'share with this role' } })
}

/** Errors: `not-found`, `not-yours`. */
async function requireOwn(unit: Unit, id: string): Promise<ListView> {
  const found = await findListView(unit.transaction, parseId(id, 'view'))
  if (found === undefined) throw fail('not-found')
  if (found.person !== unit.actor.person) throw fail('not-yours')
  return found
}

export const viewUseCases: readonly UseCase[] = [saveView, deleteView]
