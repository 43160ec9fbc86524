import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { searchKeyFields } from '../engine/record/search-key.ts'
import { AS_WRITTEN, SEARCH_KEY } from '../store/reading/source.ts'
import type { QueryContext } from './query.ts'
import { visibleFields } from './visible-fields.ts'

/** Field types whose text people search by. */
const SEARCHED_TYPES = new Set(['text', 'phone', 'email'])

/** A place where a word may be found; 拼音 keys are lower case. */
interface Place {
  readonly path: string[]
  readonly isKey: boolean
}

/** Number, name, code, 拼音 and what the definition names; every word of the text has to be found in one of them. */
export function searchPredicate(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>, text: string): Predicate {
  const places = placesOf(context, entity, hidden)
  const words = text.split(/\s+/).filter((word) => word !== '')
  return { all: words.map((word) => ({ any: places.map((place) => contains(place, word)) })) }
}

function contains({ path, isKey }: Place, word: string): Predicate {
  return { text: 'contains', value: { path }, search: { constant: isKey ? word.toLowerCase() : word } }
}

function placesOf(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>): Place[] {
  const wanted = visibleFields(entity, hidden, context.registry).filter(({ name }) => entity.search?.includes(name) ?? true)
  const own = wanted.filter(({ field }) => SEARCHED_TYPES.has(field.type)).map(({ path }) => ({ path: [...path], isKey: false }))
  const referred = wanted
    .filter(({ field }) => entity.search !== undefined && field.type === 'reference')
    .flatMap(({ path, field }) => referredPlaces(context, path, field.entity))
  const number: Place[] = hidden.has('number') ? [] : [{ path: ['number'], isKey: false }]
  return [...number, ...own, ...keyPlace(context, entity, hidden, []), ...referred]
}

/** A document is found by the name of what it refers to. */
function referredPlaces(context: QueryContext, path: readonly string[], target: string | undefined): Place[] {
  const entity = target === undefined ? undefined : context.model.entities.get(target)
  if (entity === undefined) return []
  const { hidden } = authorityOf(context.model, context.organisation, context.actor).fields(entity.name)
  const names = ['number', ...searchKeyFields(entity)].filter((name) => !hidden.has(name))
  const places = [...names.map((name) => ({ path: [...path, name], isKey: false })), ...keyPlace(context, entity, hidden, path)]
  if (!context.store.ledgers.merged.entities.has(entity.name)) return places
  // What a document said before a merge finds it too.
  return [...places, ...places.map((place) => ({ ...place, path: [AS_WRITTEN, ...place.path] }))]
}

/**
 * A key tells what its fields hold, so it is not searched when a role hides one of them. A field that a module switches off
 * is there for nobody: it takes nothing from the others.
 */
function keyPlace({ model }: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>, path: readonly string[]): Place[] {
  const off = model.switches?.off.fields.get(entity.name)
  const isReadable = entity.nature === 'master' && searchKeyFields(entity).every((name) => !hidden.has(name) || off?.has(name) === true)
  return isReadable ? [{ path: [...path, SEARCH_KEY], isKey: true }] : []
}
