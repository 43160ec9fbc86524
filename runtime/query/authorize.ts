import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { makeAuthorizedPlan, type AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { refuseSwitchedOff } from './refuse-switched-off.ts'
import type { QueryContext } from './query.ts'
import { notPermitted } from './not-permitted.ts'

/**
 * The one filter of every read path: which rows of a resource the reader may see, and which fields are not there for them.
 * Errors: `unknown-entity` for what does not exist; `module-off`; `not-permitted` where neither a role nor a seat can show anything.
 */
export function authorizeRead(context: QueryContext, resource: string, operation = 'view'): AuthorizedPlan {
  const { model, organisation, actor } = context
  if (!model.entities.has(resource) && !model.ledgers.has(resource)) throw fail('unknown-entity', { entity: resource })
  const label = model.entities.get(resource)?.label ?? model.ledgers.get(resource)?.label
  refuseSwitchedOff(model, resource, label)
  const authority = authorityOf(model, organisation, actor)
  const isEntity = model.entities.has(resource)
  // A key reads what its scopes name: the tasks of its owner are not among them.
  const seatsOf = isEntity && operation === 'view' && actor.scopes === undefined ? actor.person : null
  if (!authority.may(operation, resource)) {
    if (seatsOf === null) throw notPermitted(operation, label ?? resource)
    return makeAuthorizedPlan({ resource, rows: NOTHING, seatsOf, hidden: authority.fields(resource).hidden })
  }
  return makeAuthorizedPlan({
    resource,
    rows: asPredicate(authority.rows(resource, operation)),
    seatsOf,
    hidden: authority.fields(resource).hidden,
  })
}

/** The same rows with some hidden fields shown: what a step of a process reveals to whoever sits there (`reveal`), on that one record. */
export function revealTo(plan: AuthorizedPlan, reveal: ReadonlySet<string>): AuthorizedPlan {
  if (reveal.size === 0) return plan
  return makeAuthorizedPlan({ ...plan, hidden: new Set([...plan.hidden].filter((path) => !reveal.has(path))) })
}

const NOTHING: Predicate = { constant: false }
const EVERYTHING: Predicate = { constant: true }

function asPredicate(rows: Predicate | 'all' | 'none'): Predicate {
  return rows === 'all' ? EVERYTHING : rows === 'none' ? NOTHING : rows
}
