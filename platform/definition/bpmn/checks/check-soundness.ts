import type { ElementProblem } from '../../../plugin/contracts/element.ts'
import type { GraphNode, ProcessGraph } from '../../../plugin/contracts/process-graph.ts'
import { exploreScope } from './explore-scope.ts'

/** Joins that never fire, tokens that get stuck, elements that nothing reaches; found by trying every path. */
export function checkSoundness(graph: ProcessGraph): ElementProblem[] {
  return [...graph.scopes.values()].flatMap((scope) => {
    const node = graph.nodes.get(scope.id)
    if (node?.type === 'bpmn:AdHocSubProcess' || scope.nodes.length === 0) return []
    return checkScope(graph, scope.id)
  })
}

function checkScope(graph: ProcessGraph, scope: string): ElementProblem[] {
  const { stuck, entered, complete } = exploreScope(graph, scope)
  const problems: ElementProblem[] = []
  const joins = new Set(
    stuck
      .flat()
      .map((place) => graph.flows.get(place)?.to)
      .filter((id) => id !== undefined),
  )
  for (const id of joins) {
    const never = complete && !entered.has(id)
    problems.push(
      problem(
        graph.nodes.get(id)!,
        never ? '汇聚永远不会触发' : '汇聚可能永远等不到其他分支',
        never ? 'the join can never fire' : 'the join may wait for ever for another branch',
        never ? 'strict' : 'warning',
      ),
    )
  }
  if (!complete) return problems
  for (const id of graph.scopes.get(scope)!.nodes) {
    const node = graph.nodes.get(id)!
    if (!entered.has(id) && !joins.has(id) && mustBeReached(node)) {
      problems.push(problem(node, '没有路径到达', 'nothing leads to it', 'strict'))
    }
  }
  return problems
}

/** Boundary events, handlers and event sub-processes begin by themselves. */
function mustBeReached(node: GraphNode): boolean {
  return node.host === null && !node.forCompensation && !node.triggeredByEvent
}

function problem(node: GraphNode, zh: string, en: string, severity: ElementProblem['severity']): ElementProblem {
  return { element: node.id, name: node.name, reason: { zh, en }, severity }
}
