import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'

/**
 * Whether some token of the scope can reach an empty incoming flow of the join without passing the join, and cannot
 * reach an incoming flow that has a token (BPMN 13.4.3, conditions i to vi).
 */
export function canStillArrive(moves: Moves, join: GraphNode, scope: number, full: ReadonlySet<string>): boolean {
  const empty = join.incoming.filter((flow) => !full.has(flow))
  if (empty.length === 0) return false
  const towards = reachOf(moves.graph, join)
  return moves.tokensIn(scope).some((token) => {
    if (token.node === join.id || token.handlerOf !== undefined) return false
    return reaches(towards, token, empty) && !reaches(towards, token, [...full])
  })
}

function reaches(towards: ReadonlyMap<string, ReadonlySet<string>>, token: Token, flows: readonly string[]): boolean {
  return flows.some((flow) => towards.get(flow)?.has(token.node) === true)
}

const cache = new WeakMap<ProcessGraph, Map<string, ReadonlyMap<string, ReadonlySet<string>>>>()

/** For each incoming flow of the join: the nodes from which it can be reached without passing the join. */
function reachOf(graph: ProcessGraph, join: GraphNode): ReadonlyMap<string, ReadonlySet<string>> {
  const known = cache.get(graph) ?? new Map<string, ReadonlyMap<string, ReadonlySet<string>>>()
  cache.set(graph, known)
  const found = known.get(join.id)
  if (found !== undefined) return found
  const computed = new Map(join.incoming.map((flow) => [flow, nodesBefore(graph, flow, join.id)]))
  known.set(join.id, computed)
  return computed
}

function nodesBefore(graph: ProcessGraph, flow: string, except: string): Set<string> {
  const found = new Set<string>()
  const open = [graph.flows.get(flow)!.from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === except || found.has(id)) continue
    found.add(id)
    const node = graph.nodes.get(id)!
    open.push(...node.incoming.map((incoming) => graph.flows.get(incoming)!.from))
    if (node.host !== null) open.push(node.host)
    open.push(...linksTo(graph, node))
  }
  return found
}

function linksTo(graph: ProcessGraph, target: GraphNode): string[] {
  const link =
    target.type === 'bpmn:IntermediateCatchEvent' ? target.events.find((event) => event.type === 'bpmn:LinkEventDefinition') : undefined
  if (link === undefined) return []
  const nodes = graph.scopes.get(target.scope)?.nodes ?? []
  return nodes.filter((id) => {
    const node = graph.nodes.get(id)!
    return (
      node.type === 'bpmn:IntermediateThrowEvent' &&
      node.events.some((event) => event.type === 'bpmn:LinkEventDefinition' && event.name === link.name)
    )
  })
}
