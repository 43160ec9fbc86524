import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { findPublicForm, listPublicForms, type PublicForm } from '../../store/services/public-forms.ts'
import { lookup } from '../lookup.ts'
import type { Query, QueryContext } from '../query.ts'
import { askableFields, neededFields, openPublicForm, publicFormRoles } from './public-form-access.ts'
import { askedFileField, fieldAt, FILE_TYPES, largestFile, requireRoomForFile } from './public-form-files.ts'

/** Ended ones are shown too, so that one can see what was sent. */
const MOST_FORMS = 200

/** The reader's public forms, newest first; with an entity its own, and for each role what can be asked for. */
export const publicForms: Query = {
  name: 'public-forms',
  cost: 'point',
  async run(context: QueryContext, request: { entity?: string }): Promise<unknown> {
    const { person, scopes } = context.actor
    if (person === null || scopes !== undefined) throw fail('not-permitted', { action: { zh: '查看公开表单', en: 'see public forms' } })
    const all = await listPublicForms(context.reading, person, MOST_FORMS)
    const forms = all.filter(({ entity }) => request.entity === undefined || entity === request.entity)
    return {
      forms: forms.map((form) => formToJson(context, form)),
      ...(request.entity === undefined ? {} : { roles: rolesFor(context, request.entity) }),
    }
  },
}

function rolesFor(context: QueryContext, name: string): unknown[] {
  const { model, organisation, actor } = context
  const authority = authorityOf(model, organisation, actor)
  const entity = model.entities.get(name)
  if (entity === undefined || !authority.may('share', name) || !authority.may('create', name)) return []
  return publicFormRoles(model, name).map(({ name: role, label, help }) => {
    const fields = askableFields({ model, organisation, maker: actor, role }, entity)
    return { name: role, label, help, fields, needed: neededFields(entity, []) }
  })
}

function formToJson({ model, now }: QueryContext, form: PublicForm): unknown {
  const { id, entity, role, content, answered, answerLimit, answeredAt, createdAt, expiresAt, revokedAt } = form
  const isFull = answered >= answerLimit
  return {
    id: formatId(id),
    entity,
    role: model.roles.roles.find(({ name }) => name === role)?.label ?? role,
    title: content.title,
    fields: content.fields,
    answered,
    answerLimit,
    answeredAt,
    createdAt,
    expiresAt,
    revokedAt,
    state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : isFull ? 'full' : 'open',
  }
}

/**
 * What a public form asks, for the server to hand out: texts and the fields, without formulas, conditions or what they read.
 * Errors: `not-found` for a token that is none; `link-ended`, `form-full`.
 */
export const publicForm: Query = {
  name: 'public-form',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, request: { token: string }): Promise<unknown> {
    const form = await requireForm(context, request.token)
    const { entity, fields } = openPublicForm(context, form)
    if (form.answered >= form.answerLimit) throw fail('form-full')
    const { title, note } = form.content
    return { title, note, expiresAt: form.expiresAt, entity: shownEntity(entity, fields), timeZone: context.store.timeZone }
  },
}

/** Choices for a reference of the form, as far as the role of the form and its maker may see them. Errors: also `unknown-field`. */
export const publicFormLookup: Query = {
  name: 'public-form-lookup',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, request: { token: string; field: string; text: string }): Promise<unknown> {
    const form = await requireForm(context, request.token)
    const { entity, fields, looking } = openPublicForm(context, form)
    const field = fields.has(request.field) ? fieldAt(entity, request.field) : undefined
    if (field?.entity === undefined) throw fail('unknown-field', { field: request.field })
    const asked = { entity: field.entity, text: request.text, for: `${entity.name}.${request.field}` }
    const { rows } = (await lookup.run({ ...context, actor: looking }, asked as never)) as { rows: { id: string; title: string }[] }
    return { rows: rows.map(({ id, title }) => ({ id, title })) }
  },
}

/**
 * Whether a form takes one more file for a field, and what it may be; asked before a byte of it is read.
 * Errors: `not-found`, `link-ended`, `form-full`, `unknown-field`, `too-many-items`, `upload-refused`.
 */
export const publicFormUpload: Query = {
  name: 'public-form-upload',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, request: { token: string; field: string; visit: string }): Promise<unknown> {
    const form = await requireForm(context, request.token)
    const { entity, fields } = openPublicForm(context, form)
    if (form.answered >= form.answerLimit) throw fail('form-full')
    const field = askedFileField(entity, fields, request.field)
    await requireRoomForFile(context.reading, form, field, request.visit)
    return { accept: field.accept, maximumBytes: largestFile(field), type: field.type }
  },
}

async function requireForm(context: QueryContext, token: string): Promise<PublicForm> {
  const form = await findPublicForm(context.reading, token)
  if (form === undefined) throw fail('not-found')
  return form
}

function shownEntity(entity: EntityDefinition, asked: ReadonlySet<string>): unknown {
  const fields = entity.fields.flatMap((field) => {
    if (field.type !== 'lines') return asked.has(field.name) ? [shownField(field)] : []
    const inner = (field.fields ?? []).filter(({ name }) => asked.has(`${field.name}.${name}`))
    return inner.length === 0 ? [] : [{ ...shownField(field), fields: inner.map(shownField) }]
  })
  const { kind, name, label } = entity
  return { kind, name, label, nature: 'master', fields, operations: ['create'] }
}

/** What an input needs to know. */
const TOLD = [
  'name',
  'label',
  'help',
  'placeholder',
  'type',
  'options',
  'multiple',
  'entity',
  'face',
  'scale',
  'unit',
  'minimum',
  'maximum',
  'maximumLength',
  'stars',
  'levels',
  'symbology',
  'headings',
  'accept',
] as const

function shownField(field: FieldDefinition): Record<string, unknown> {
  const told = TOLD.filter((name) => field[name] !== undefined && !isFormula(field[name])).map((name) => [name, field[name]])
  const isNeeded = field.required === true && field.default === undefined && field.whenFilled === undefined
  const limit = FILE_TYPES.has(field.type) ? { maximumBytes: largestFile(field) } : {}
  return { ...Object.fromEntries(told), ...limit, ...(isNeeded ? { required: true } : {}) }
}

const isFormula = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=')
