import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition, FieldDefinition, RolesDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Actor } from '../../engine/permission/actor.ts'
import { authorityOf, type Authority } from '../../engine/permission/authority.ts'
import { heldGrants } from '../../engine/permission/grants.ts'
import { narrowAuthority } from '../../engine/permission/narrow-authority.ts'
import type { Organisation } from '../../engine/permission/organisation.ts'
import type { PublicForm } from '../../store/services/public-forms.ts'

/** What people outside can be asked for: no people of the house, nothing that is computed. */
const ASKED_TYPES: ReadonlySet<string> = new Set(
  `text long-text number money percent rating progress duration date date-time time date-range select cascade switch
  address location phone email url id-card barcode reference attachment image signature`.split(/\s+/),
)

type Role = RolesDefinition['roles'][number]

/** Who a form is made by and for. */
interface Makers {
  readonly model: Model
  readonly organisation: Organisation
  readonly maker: Actor
  readonly role: string
}

/** The roles for people outside that may make records of an entity: none unless a role says that it is public. */
export function publicFormRoles(model: Model, entity: string): Role[] {
  return model.roles.roles.filter(
    (role) =>
      role.public === true &&
      role.administrator !== true &&
      heldGrants(model, [role.name]).some((held) => held.grant.resource === entity && held.operations.has('create')),
  )
}

/** Paths of the fields that both the maker and the role may fill in, in the order of the entity. */
export function askableFields({ model, organisation, maker, role }: Makers, entity: EntityDefinition): string[] {
  const own = authorityOf(model, organisation, maker)
  const looking = authorityOf(model, organisation, { ...maker, roles: [role] })
  const closed = [own, looking].map((each) => each.fields(entity.name)).flatMap(({ hidden, readOnly }) => [...hidden, ...readOnly])
  const shut = new Set(closed)
  const isAsked = (field: FieldDefinition, path: string): boolean =>
    ASKED_TYPES.has(field.type) &&
    !shut.has(path) &&
    field.hidden !== true &&
    [field.formula, field.readOnly, field.through, field.enteredAs].every((each) => each === undefined) &&
    (field.entity === undefined ||
      (field.type === 'reference' && [own, looking].every((each) => each.may('view', field.entity!)) && !shut.has(field.entity)))
  return entity.fields.flatMap((field) => {
    if (field.type !== 'lines') return isAsked(field, field.name) ? [field.name] : []
    if (shut.has(field.name) || field.readOnly !== undefined || field.hidden === true) return []
    return (field.fields ?? [])
      .filter((inner) => isAsked(inner, `${field.name}.${inner.name}`))
      .map((inner) => `${field.name}.${inner.name}`)
  })
}

/** Paths without which no record comes in: required, and nothing fills them in. */
export function neededFields(entity: EntityDefinition, fields: readonly string[]): string[] {
  const needs = (field: FieldDefinition): boolean =>
    field.required === true && field.default === undefined && field.formula === undefined && field.whenFilled === undefined
  return entity.fields.flatMap((field) => {
    if (field.type !== 'lines') return needs(field) ? [field.name] : []
    const isPart = field.required === true || fields.some((path) => path.startsWith(`${field.name}.`))
    return isPart ? (field.fields ?? []).filter(needs).map((inner) => `${field.name}.${inner.name}`) : []
  })
}

/** An open form and what whoever fills it in may do: make one record with these fields, and read what its look-ups offer. */
export interface OpenPublicForm {
  readonly entity: EntityDefinition
  /** Those that may still be filled in. */
  readonly fields: ReadonlySet<string>
  readonly authority: Authority
  /** Reads for the look-ups of the form. */
  readonly looking: Actor
}

/** Errors: `link-ended` when it is over, its maker is gone, or one of the two may not make such a record any more. */
export function openPublicForm(
  context: { readonly model: Model; readonly organisation: Organisation; readonly now: number; readonly language: 'zh' | 'en' },
  form: PublicForm,
): OpenPublicForm {
  const { model, organisation, now, language } = context
  const person = organisation.people.get(form.person)
  const entity = model.entities.get(form.entity)
  const isOpen = form.revokedAt === null && form.expiresAt > now && entity !== undefined
  if (!isOpen || person === undefined || person.disabled) throw fail('link-ended')
  if (!publicFormRoles(model, form.entity).some(({ name }) => name === form.role)) throw fail('link-ended')
  const { id, name, login, roles, department } = person
  const maker: Actor = { person: id, name, login, roles, department, language }
  const makers = { model, organisation, maker, role: form.role }
  const own = authorityOf(model, organisation, maker)
  if (!own.may('share', form.entity) || !own.may('create', form.entity)) throw fail('link-ended')
  const askable = new Set(askableFields(makers, entity))
  const fields = new Set(form.content.fields.filter((path) => askable.has(path)))
  return { entity, fields, authority: answeringAuthority(makers, entity, fields), looking: lookingActor(makers) }
}

/** Look-ups read, and nothing else. */
const lookingActor = ({ maker, role }: Makers): Actor => ({ ...maker, scopes: ['*:view'], shownTo: role })

/** Everything but the fields of the form is closed, whatever the two may write elsewhere. */
function answeringAuthority(
  { model, organisation, maker, role }: Makers,
  entity: EntityDefinition,
  fields: ReadonlySet<string>,
): Authority {
  const own = authorityOf(model, organisation, { ...maker, scopes: [`${entity.name}:create`, '*:view'] })
  const looking = authorityOf(model, organisation, { ...maker, roles: [role] })
  const narrow = narrowAuthority(model, own, looking)
  const asked = new Set([...fields, ...[...fields].map((path) => path.split('.')[0]!)])
  const paths = entity.fields.flatMap((field) => [field.name, ...(field.fields ?? []).map((inner) => `${field.name}.${inner.name}`)])
  const closed = new Set(paths.filter((path) => !asked.has(path)))
  return {
    ...narrow,
    fields: (resource) => (resource === entity.name ? { hidden: closed, readOnly: closed } : narrow.fields(resource)),
  }
}
