import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { nextNodes } from '../graph-questions.ts'

const cache = new WeakMap<ProcessGraph, Map<string, ReadonlySet<string>>>()

/** Everything that depends on a node: reachable from it going forward. Edges that lead back (loops) are not followed. */
export function downstreamOf(graph: ProcessGraph, node: GraphNode): ReadonlySet<string> {
  const known = cache.get(graph) ?? new Map<string, ReadonlySet<string>>()
  cache.set(graph, known)
  const found = known.get(node.id)
  if (found !== undefined) return found
  const back = backEdges(graph, node.scope)
  const reached = new Set<string>()
  const open = [node.id]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const next of nextNodes(graph, graph.nodes.get(id)!)) if (!back.has(`${id} ${next}`)) open.push(next)
  }
  known.set(node.id, reached)
  return reached
}

/** Edges that close a circle when the scope is walked depth first from its starts. */
function backEdges(graph: ProcessGraph, scopeId: string): Set<string> {
  const scope = graph.scopes.get(scopeId)!
  const state = new Map<string, 'open' | 'done'>()
  const back = new Set<string>()
  const begin = [...scope.starts, ...scope.triggeredStarts, ...scope.nodes]
  for (const first of begin) walk(graph, first, state, back)
  return back
}

function walk(graph: ProcessGraph, first: string, state: Map<string, 'open' | 'done'>, back: Set<string>): void {
  if (state.has(first)) return
  const stack: { id: string; next: string[] }[] = [{ id: first, next: nextNodes(graph, graph.nodes.get(first)!) }]
  state.set(first, 'open')
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.shift()
    if (next === undefined) {
      state.set(top.id, 'done')
      stack.pop()
    } else if (state.get(next) === 'open') back.add(`${top.id} ${next}`)
    else if (!state.has(next)) {
      state.set(next, 'open')
      stack.push({ id: next, next: nextNodes(graph, graph.nodes.get(next)!) })
    }
  }
}
