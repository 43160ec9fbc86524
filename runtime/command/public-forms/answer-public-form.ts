import { fail } from '@formwork/platform/error/index.ts'
import type { Changes } from '../../engine/record/merge-changes.ts'
import { openPublicForm } from '../../query/services/public-form-access.ts'
import { bindFile } from '../../store/content/files.ts'
import { findPublicForm, hasPublicAnswer, insertPublicAnswer, takePublicAnswer } from '../../store/services/public-forms.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { changesSchema } from '../record-use-cases.ts'
import { objectSchema } from '../request.ts'
import { saveRecord } from '../save-record.ts'
import type { Unit, UseCase } from '../unit.ts'
import { requireOwnFiles } from './require-own-files.ts'

/** Rows that somebody outside may send at once. */
const MOST_ROWS = 100
/** Made by the page, at random: whoever does not know it cannot name its files. */
export const VISIT = { type: 'string', minLength: 16, maxLength: 100 } as const

interface AnswerBody {
  /** sha256 of the token. */
  readonly token: string
  readonly key: string
  /** What the page called itself when it sent files. */
  readonly visit?: string
  readonly changes: Changes
}

/**
 * What somebody without an account filled in becomes a new record, a draft where it is a document: it belongs to whoever made the form, who is told.
 * Only the fields of the form are taken, under the rights that the role and the maker share; the answer says nothing about the record.
 * Errors: `not-found`, `link-ended`, `form-full`, `unknown-field`, `too-many-items`, `upload-refused`, and what is wrong with the values.
 */
export const answerPublicForm: UseCase = {
  name: 'answer-public-form',
  internal: true,
  isSecret: true,
  help: { zh: '记录公开表单收到的内容', en: 'Takes what came in by a public form' },
  request: {
    ...objectSchema(
      {
        token: { type: 'string', maxLength: 100 },
        key: { type: 'string', minLength: 8, maxLength: 100 },
        visit: VISIT,
        changes: changesSchema,
      },
      ['token', 'key', 'changes'],
    ),
  },
  async run(unit: Unit, body: AnswerBody) {
    const form = await findPublicForm(unit.transaction, body.token)
    if (form === undefined) throw fail('not-found')
    const { language } = unit.command
    const { fields, authority, entity } = openPublicForm(
      { model: unit.model, organisation: unit.organisation, now: unit.now, language },
      form,
    )
    const { thanks } = form.content
    if (await hasPublicAnswer(unit.transaction, form.id, body.key)) return { thanks }
    if (!(await takePublicAnswer(unit.transaction, form.id, unit.now))) throw fail('form-full')
    requireAsked(body.changes, fields)
    const files = await requireOwnFiles(unit.transaction, { form: form.id, visit: body.visit, entity, changes: body.changes })
    const { record } = await unit.underAuthority(authority, form.person, () =>
      saveRecord(unit, { entity: entity.name, changes: body.changes }, 'save'),
    )
    const { id } = record.header
    for (const file of files) await bindFile(unit.transaction, file, entity.name, id)
    await insertPublicAnswer(unit.transaction, { form: form.id, key: body.key, record: id, at: unit.now })
    unit.audit({ action: 'answer-public-form', entity: entity.name, record: id, values: { form: String(form.id) } })
    await giveNotice(unit, [form.person], { kind: 'answer', entity: entity.name, record: id, content: { by: null } })
    return { thanks }
  },
}

/** New rows only, and no field beside those of the form. Errors: `unknown-field`, `too-many-items`. */
function requireAsked({ values = {}, lines = {} }: Changes, fields: ReadonlySet<string>): void {
  const given = Object.keys(values)
  for (const [name, operations] of Object.entries(lines)) {
    if (operations.length > MOST_ROWS) throw fail('too-many-items', { label: name, limit: MOST_ROWS }, name)
    for (const operation of operations) {
      if (operation.do !== 'insert') throw fail('unknown-field', { field: operation.do }, name)
      given.push(...Object.keys(operation.values ?? {}).map((inner) => `${name}.${inner}`))
    }
    if (![...fields].some((path) => path.startsWith(`${name}.`))) throw fail('unknown-field', { field: name })
  }
  const unknown = given.find((path) => !fields.has(path))
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, unknown.replaceAll('.', '/'))
}
