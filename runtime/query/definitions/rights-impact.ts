import { applySwitches, checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { isAppError, localize } from '@formwork/platform/error/index.ts'
import { authorityOf, type Authority } from '../../engine/permission/authority.ts'
import type { Actor } from '../../engine/permission/actor.ts'
import type { OrganisationPerson } from '../../engine/permission/organisation.ts'
import { readChosenSwitches } from '../../store/services/chosen-switches.ts'
import { layOver, readWorkingFiles } from '../../store/definitions/working-copy.ts'
import { list } from '../list.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'

const OPERATIONS = ['view', 'create', 'edit', 'delete', 'submit', 'unpost', 'void', 'close', 'convert', 'export', 'print'] as const
/** People whose rights are compared; beyond, the answer says how many were left out. */
const MOST_PEOPLE = 300
/** Counting records takes a query each. */
const MOST_COUNTS = 60

export interface ResourceImpact {
  readonly resource: string
  readonly label: string
  /** Operations that come and go. */
  readonly opens: readonly string[]
  readonly closes: readonly string[]
  /** Labels of fields that come into sight and go out of it. */
  readonly shows: readonly string[]
  readonly hides: readonly string[]
  /** Records that can be seen before and after, where that changes; null: not counted. */
  readonly records: { readonly before: number | null; readonly after: number | null } | null
}

export interface PersonImpact {
  readonly person: string
  readonly resources: readonly ResourceImpact[]
}

/**
 * What the working copy opens and closes for whom: operations, fields and records of each person who can sign in, before
 * it is published. Definitions that do not hold together have no rights to compare.
 */
export const rightsImpact: Query = {
  name: 'rights-impact',
  cost: 'long',
  async run(context: QueryContext): Promise<unknown> {
    const { model, organisation, actor, registry, reading } = context
    authorizeDesign(authorityOf(model, organisation, actor))
    const files = layOver(model.files, await readWorkingFiles(reading))
    const { model: checked } = await checkDefinitions(files, registry, { release: model.release + 1 })
    if (checked === undefined) return { isComparable: false, people: [], others: 0 }
    // What modules leave out is left out on both sides.
    const next = applySwitches(checked, registry, await readChosenSwitches(reading))
    const everybody = [...organisation.people.values()].filter((person) => !person.disabled && person.login !== null)
    const people: PersonImpact[] = []
    const counting = { left: MOST_COUNTS }
    for (const person of everybody.slice(0, MOST_PEOPLE)) {
      const resources = await compare(context, next, actorFor(person, context.language), counting)
      if (resources.length > 0) people.push({ person: person.name, resources })
    }
    return { isComparable: true, people, others: Math.max(0, everybody.length - MOST_PEOPLE) }
  },
}

function actorFor({ id, name, login, roles, department }: OrganisationPerson, language: 'zh' | 'en'): Actor {
  return { person: id, name, login, roles, department, language }
}

async function compare(context: QueryContext, next: Model, actor: Actor, counting: { left: number }): Promise<ResourceImpact[]> {
  const { model, organisation } = context
  const [before, after] = [authorityOf(model, organisation, actor), authorityOf(next, organisation, actor)]
  const names = [...next.entities.keys(), ...next.ledgers.keys(), ...next.reports.keys(), ...next.dashboards.keys()]
  const found: ResourceImpact[] = []
  for (const resource of names) {
    const opens = OPERATIONS.filter((each) => after.may(each, resource) && !before.may(each, resource))
    const closes = OPERATIONS.filter((each) => before.may(each, resource) && !after.may(each, resource))
    const [hiddenBefore, hiddenAfter] = [before.fields(resource).hidden, after.fields(resource).hidden]
    const isSeen = after.may('view', resource) && before.may('view', resource)
    const shows = isSeen ? [...hiddenBefore].filter((path) => !hiddenAfter.has(path)) : []
    const hides = isSeen ? [...hiddenAfter].filter((path) => !hiddenBefore.has(path)) : []
    const areRowsSame = JSON.stringify(before.rows(resource, 'view')) === JSON.stringify(after.rows(resource, 'view'))
    if (opens.length + closes.length + shows.length + hides.length === 0 && areRowsSame) continue
    found.push({
      resource,
      label: labelOf(next, resource, context.language),
      opens,
      closes,
      shows: shows.map((path) => fieldLabel(next, resource, path, context.language)),
      hides: hides.map((path) => fieldLabel(next, resource, path, context.language)),
      records: areRowsSame ? null : await countBoth(context, next, actor, resource, [before, after], counting),
    })
  }
  return found
}

async function countBoth(
  context: QueryContext,
  next: Model,
  actor: Actor,
  resource: string,
  [before, after]: readonly [Authority, Authority],
  counting: { left: number },
): Promise<{ before: number | null; after: number | null } | null> {
  if (!context.model.entities.has(resource) || counting.left-- <= 0) return null
  const count = async (model: Model, authority: Authority): Promise<number | null> => {
    if (!authority.may('view', resource)) return 0
    try {
      const page = await list.run({ ...context, model, actor }, { entity: resource, limit: 1, count: true } as never)
      return (page as { count: { value: number } }).count.value
    } catch (error) {
      // A condition over a field that is not published yet has no column to count by.
      if (!isAppError(error)) throw error
      return null
    }
  }
  return { before: await count(context.model, before), after: await count(next, after) }
}

function labelOf({ entities, ledgers, reports, dashboards }: Model, name: string, language: 'zh' | 'en'): string {
  const found = entities.get(name) ?? ledgers.get(name) ?? reports.get(name) ?? dashboards.get(name)
  return localize(found?.label ?? name, language)
}

function fieldLabel(model: Model, resource: string, path: string, language: 'zh' | 'en'): string {
  const [first, second] = path.split('.')
  const ledger = model.ledgers.get(resource)
  const own = [...(ledger?.measures ?? []), ...(ledger?.attributes ?? []), ...(ledger?.derived ?? [])].find(({ name }) => name === path)
  if (own !== undefined) return localize(own.label ?? path, language)
  const field = model.entities.get(resource)?.fields.find(({ name }) => name === first)
  const inner = second === undefined ? undefined : field?.fields?.find(({ name }) => name === second)
  return [field, inner].flatMap((each) => (each === undefined ? [] : [localize(each.label ?? each.name, language)])).join(' › ') || path
}
