import type { EntityDefinition, FormDefinition } from '@formwork/platform/definition/types.ts'
import { authorityOf, type Authority } from '../engine/permission/authority.ts'
import { describeEntity, withoutHiddenFields } from './definitions.ts'
import type { QueryContext } from './query.ts'

/** An entity and its form with fields that a step shows although the role of its reader hides them. */
export interface RevealedShape {
  readonly entity: EntityDefinition
  readonly form: FormDefinition | undefined
}

/** What a step of a process reveals (`reveal`) to whoever sits there: how its record is drawn. Undefined for an entity that is not there. */
export function revealedShape(context: QueryContext, name: string, reveal: readonly string[]): RevealedShape | undefined {
  const { model, organisation, actor } = context
  const entity = model.entities.get(name)
  if (entity === undefined) return undefined
  const authority = revealing(authorityOf(model, organisation, actor), name, new Set(reveal))
  const form = [...model.forms.values()].findLast((each) => each.entity === name)
  return { entity: describeEntity(authority, entity), form: form === undefined ? undefined : withoutHiddenFields(authority, form) }
}

/** The same rights with some hidden fields of one entity shown. */
function revealing(authority: Authority, entity: string, reveal: ReadonlySet<string>): Authority {
  return {
    may: (operation, resource) => authority.may(operation, resource),
    rows: (resource, operation) => authority.rows(resource, operation),
    seesWhole: (report) => authority.seesWhole(report),
    mayGrant: (role) => authority.mayGrant(role),
    pastDays: authority.pastDays,
    fields(resource) {
      const rights = authority.fields(resource)
      return resource === entity ? { ...rights, hidden: new Set([...rights.hidden].filter((path) => !reveal.has(path))) } : rights
    },
  }
}
