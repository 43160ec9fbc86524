import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { askableFields, neededFields, publicFormRoles } from '../../query/services/public-form-access.ts'
import { insertPublicForm } from '../../store/services/public-forms.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { requireRight } from '../access.ts'
import { nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** After a quarter of a year somebody should ask again. */
const LONGEST_DAYS = 90
const USUAL_DAYS = 7
const DAY = 24 * 60 * 60 * 1000
/** What one link may bring in: a party, a round of questions; more is an interface with a key of its own. */
const MOST_ANSWERS = 1000
const USUAL_ANSWERS = 100

interface FormBody {
  readonly entity: string
  readonly role: string
  readonly fields: readonly string[]
  readonly title?: string
  readonly note?: string
  readonly thanks?: string
  readonly days?: number
  readonly answers?: number
}

const said = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const

/**
 * A form for whoever has the link, until a day or until so many have answered: some fields of a new record, at most what the role and its maker
 * may both fill in. The token is answered once; only its hash is kept.
 * Errors: `not-permitted` (rights `share` and `create`), `not-an-option` (role), `unknown-field`, `required` for a field without which nothing comes in.
 */
export const createPublicForm: UseCase = {
  name: 'create-public-form',
  isSecret: true,
  help: { zh: '生成对外填写的表单链接；链接只显示一次', en: 'Makes a link by which people outside fill in a form; it is shown once' },
  request: {
    ...objectSchema(
      {
        entity: nameSchema,
        role: nameSchema,
        fields: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 130 }, minItems: 1, maxItems: 100 },
        title: said(100),
        note: said(2000),
        thanks: said(500),
        days: { type: 'integer', minimum: 1, maximum: LONGEST_DAYS },
        answers: { type: 'integer', minimum: 1, maximum: MOST_ANSWERS },
      },
      ['entity', 'role', 'fields'],
    ),
  },
  async run(unit: Unit, body: FormBody) {
    const { person } = unit.actor
    if (person === null || unit.actor.scopes !== undefined) {
      throw fail('not-permitted', { action: { zh: '生成公开表单', en: 'make a public form' } })
    }
    const { entity, role } = body
    const plan = planOf(unit.model, unit.registry, entity)
    requireRight(unit, 'share', plan)
    requireRight(unit, 'create', plan)
    if (!publicFormRoles(unit.model, entity).some(({ name }) => name === role)) {
      throw fail('not-an-option', { value: role, label: 'role' }, 'role')
    }
    requireFields(unit, body)
    const token = randomBytes(32).toString('base64url')
    const expiresAt = unit.now + (body.days ?? USUAL_DAYS) * DAY
    const content = { fields: [...new Set(body.fields)], title: body.title ?? null, note: body.note ?? null, thanks: body.thanks ?? null }
    const answerLimit = body.answers ?? USUAL_ANSWERS
    const form = { tokenHash: hashToken(token), person, entity, role, content, answerLimit, createdAt: unit.now, expiresAt }
    const id = formatId(await insertPublicForm(unit.transaction, form))
    unit.audit({ action: 'create-public-form', entity, values: { form: id, role, fields: content.fields, answerLimit, expiresAt } })
    return { id, token, expiresAt }
  },
}

/** Errors: `unknown-field`, `required`. */
function requireFields({ model, organisation, actor }: Unit, { entity: name, role, fields }: FormBody): void {
  const entity = model.entities.get(name)!
  const askable = new Set(askableFields({ model, organisation, maker: actor, role }, entity))
  const unknown = fields.find((path) => !askable.has(path))
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, 'fields')
  const missing = neededFields(entity, fields).find((path) => !fields.includes(path))
  if (missing !== undefined) throw fail('required', { label: labelOf(entity.fields, missing) }, 'fields')
}

type Fields = readonly { name: string; label?: unknown; fields?: Fields }[]

function labelOf(fields: Fields, path: string): never {
  const [first, second] = path.split('.')
  const field = fields.find(({ name }) => name === first)
  const inner = second === undefined ? field : field?.fields?.find(({ name }) => name === second)
  return (inner?.label ?? path) as never
}
