import type { ConversionDefinition, EntityDefinition } from '@formwork/platform/definition/types.ts'

/**
 * Documents in the order in which one follows from the other, lane by lane: chains of conversions first,
 * then the documents that stand alone.
 */
export function flowLanes(
  entities: readonly EntityDefinition[],
  conversions: readonly Pick<ConversionDefinition, 'from' | 'to'>[],
): string[][] {
  const documents = entities.filter((entity) => entity.nature === 'document').map((entity) => entity.name)
  const known = conversions.filter(({ from, to }) => documents.includes(from) && documents.includes(to))
  const starts = documents.filter((name) => !known.some(({ to }) => to === name))
  const taken = new Set<string>()
  const lanes: string[][] = []
  for (const start of [...starts, ...documents]) {
    const lane: string[] = []
    for (
      let name: string | undefined = start;
      name !== undefined && !taken.has(name);
      name = known.find(({ from, to }) => from === name && !taken.has(to))?.to
    ) {
      taken.add(name)
      lane.push(name)
    }
    if (lane.length > 0) lanes.push(lane)
  }
  return lanes
}
