import type { ConversionDefinition, EntityDefinition, MenuDefinition } from '@formwork/platform/definition/types.ts'

/** Documents of one group of the menu: those that follow from each other, and those that stand alone. */
export interface FlowSection {
  readonly group: MenuDefinition['groups'][number]
  /** Each a chain of at least two documents, in the order in which one is made from the other. */
  readonly chains: readonly (readonly string[])[]
  readonly others: readonly string[]
}

type Conversion = Pick<ConversionDefinition, 'from' | 'to'>

/** The map of the documents, group by group in the order of the menu; groups without documents are left out. */
export function flowSections(
  groups: MenuDefinition['groups'],
  entities: ReadonlyMap<string, Pick<EntityDefinition, 'name' | 'nature'>>,
  lists: ReadonlyMap<string, { readonly entity: string }>,
  conversions: readonly Conversion[],
): FlowSection[] {
  const taken = new Set<string>()
  return groups.flatMap((group) => {
    const names = group.items
      .map((item) => (item.list === undefined ? item.entity : (lists.get(item.list)?.entity ?? item.list)))
      .filter((name) => name !== undefined && entities.get(name)?.nature === 'document' && !taken.has(name)) as string[]
    const documents = [...new Set(names)]
    for (const name of documents) taken.add(name)
    const lanes = chainsOf(documents, conversions)
    const chains = lanes.filter((lane) => lane.length > 1)
    const others = lanes.filter((lane) => lane.length === 1).flat()
    return documents.length === 0 ? [] : [{ group, chains, others }]
  })
}

/** Longest chains first come from documents that nothing leads to. */
function chainsOf(documents: readonly string[], conversions: readonly Conversion[]): string[][] {
  const known = conversions.filter(({ from, to }) => from !== to && documents.includes(from) && documents.includes(to))
  const starts = documents.filter((name) => !known.some(({ to }) => to === name))
  const taken = new Set<string>()
  const lanes: string[][] = []
  for (const start of [...starts, ...documents]) {
    const lane: string[] = []
    let name: string | undefined = start
    while (name !== undefined && !taken.has(name)) {
      taken.add(name)
      lane.push(name)
      const here: string = name
      const nexts: string[] = known.filter(({ from, to }) => from === here && !taken.has(to)).map(({ to }) => to)
      name = nexts.toSorted((left, right) => followers(right, known) - followers(left, known))[0]
    }
    if (lane.length > 0) lanes.push(lane)
  }
  return lanes
}

/** What leads further is the main road. */
function followers(name: string, known: readonly Conversion[]): number {
  return known.filter(({ from }) => from === name).length
}
