import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { QueryContext } from './query.ts'
import { visibleFields } from './visible-fields.ts'

/** Field types whose text people search by. */
const SEARCHED_TYPES = new Set(['text', 'phone', 'email'])

/** Number, name, code and what the definition names; every word of the text has to be found in one of them. */
export function searchPredicate(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>, text: string): Predicate {
  const fields = visibleFields(entity, hidden, context.registry).filter((each) => SEARCHED_TYPES.has(each.field.type))
  const named = entity.search === undefined ? fields : fields.filter((each) => entity.search?.includes(each.name))
  const paths = [...(hidden.has('number') ? [] : [['number']]), ...named.map((each) => [...each.path])]
  const words = text.split(/\s+/).filter((word) => word !== '')
  return { all: words.map((word) => ({ any: paths.map((path) => ({ text: 'contains' as const, value: { path }, search: { constant: word } })) })) }
}
