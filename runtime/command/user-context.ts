import { LazyContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import { userAttribute, userAttributes } from '../engine/permission/user-attribute.ts'
import type { FactBook } from '../engine/record/facts.ts'
import { referenceContext } from '../engine/record/record-context.ts'

/** Attributes that name records: in formulas they are references, equal to the fields that hold the same one. */
const references: Readonly<Record<string, 'person' | 'department'>> = {
  id: 'person',
  superior: 'person',
  subordinates: 'person',
  department: 'department',
  departments: 'department',
}

/** `user` in formulas: `owner = user.id`, `user.department.name`, `list contains(user.roles, "finance")`. Read when asked for. */
export function userContext(facts: FactBook, organisation: Organisation, actor: Actor): LazyContext {
  const known: readonly string[] = userAttributes
  const read = (name: string): FeelValue | undefined =>
    known.includes(name) ? toFeelValue(facts, references[name], userAttribute(organisation, actor, name)) : undefined
  return new LazyContext(read, () => known)
}

function toFeelValue(facts: FactBook, entity: 'person' | 'department' | undefined, value: unknown): FeelValue {
  if (Array.isArray(value)) return value.map((each) => toFeelValue(facts, entity, each))
  return entity !== undefined && typeof value === 'number' ? referenceContext(facts, entity, value) : (value as FeelValue)
}
