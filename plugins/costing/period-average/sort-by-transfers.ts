import type { PeriodPool } from '@formwork/platform/plugin/contracts/costing.ts'

/** Groups of pools so that each group only receives from itself and from groups before it (Tarjan's components, reversed edges). */
export function sortByTransfers(pools: readonly PeriodPool[]): number[][] {
  const feeds = new Map<number, Set<number>>(pools.map(({ pool }) => [pool, new Set()]))
  const home = new Map(pools.flatMap(({ pool, issued }) => issued.map(({ entry }) => [entry, pool] as const)))
  for (const { pool, issued, returned } of pools) {
    for (const { to } of issued) if (to !== pool) feeds.get(to)?.add(pool)
    for (const { of } of returned) {
      const source = home.get(of)
      if (source !== undefined && source !== pool) feeds.get(pool)!.add(source)
    }
  }
  return components([...feeds.keys()], (pool) => [...(feeds.get(pool) ?? [])])
}

interface Visit {
  readonly index: number
  low: number
  onStack: boolean
}

/** Components in the order in which they are complete: what a pool is fed by comes first. Iterative: chains may be long. */
function components(nodes: readonly number[], edges: (node: number) => readonly number[]): number[][] {
  const visits = new Map<number, Visit>()
  const stack: number[] = []
  const found: number[][] = []
  const enter = (node: number): { node: number; next: number; targets: readonly number[] } => {
    visits.set(node, { index: visits.size, low: visits.size, onStack: true })
    stack.push(node)
    return { node, next: 0, targets: edges(node) }
  }
  for (const root of nodes) {
    if (visits.has(root)) continue
    const path = [enter(root)]
    while (path.length > 0) {
      const frame = path.at(-1)!
      const visit = visits.get(frame.node)!
      const target = frame.targets[frame.next++]
      if (target !== undefined) {
        const seen = visits.get(target)
        if (seen === undefined) path.push(enter(target))
        else if (seen.onStack) visit.low = Math.min(visit.low, seen.index)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) visits.get(parent.node)!.low = Math.min(visits.get(parent.node)!.low, visit.low)
      if (visit.low === visit.index) found.push(popComponent(stack, visits, frame.node))
    }
  }
  return found
}

function popComponent(stack: number[], visits: Map<number, Visit>, root: number): number[] {
  const component: number[] = []
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visits.get(node)!.onStack = false
    component.push(node)
    if (node === root) break
  }
  return component
}
