import type { ListDefinition, MenuDefinition } from '@formwork/platform/definition/types.ts'

/** Kinds of records as their lists stand in the menu, the daily ones first; what is in no menu comes last, in its own order. */
export function inMenuOrder<Kind extends { name: string }>(
  kinds: readonly Kind[],
  groups: MenuDefinition['groups'],
  lists: ReadonlyMap<string, Pick<ListDefinition, 'entity'>>,
): Kind[] {
  const places = new Map<string, number>()
  for (const { list } of groups.flatMap(({ items }) => items)) {
    const entity = lists.get(list ?? '')?.entity
    if (entity !== undefined && !places.has(entity)) places.set(entity, places.size)
  }
  const placeOf = ({ name }: Kind): number => places.get(name) ?? places.size
  return kinds.toSorted((left, right) => placeOf(left) - placeOf(right))
}
