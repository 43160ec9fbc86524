import type { LocalizedText } from '../../error/index.ts'
import type { ElementBehaviour, ElementProblem } from '../../plugin/contracts/element.ts'
import type { ProcessGraph } from '../../plugin/contracts/process-graph.ts'
import { CANCEL_REQUEST } from './cancel-request.ts'
import { checkApprovals } from './checks/check-approvals.ts'
import { checkFormulas } from './checks/check-formulas.ts'
import { checkPlacement } from './checks/check-placement.ts'
import { checkSoundness } from './checks/check-soundness.ts'

/**
 * Everything that stands against running a graph with these elements. `error`: it cannot run; `strict`: it runs, but
 * a publish refuses it (a missing default, an unreachable step); `warning`: it may be meant so.
 */
export function checkGraph(graph: ProcessGraph, elements: ReadonlyMap<string, ElementBehaviour>): ElementProblem[] {
  const problems: ElementProblem[] = []
  for (const node of graph.nodes.values()) {
    if (node.id === CANCEL_REQUEST) continue
    const add = (reasons: readonly LocalizedText[], severity: ElementProblem['severity']): void => {
      for (const reason of reasons) problems.push({ element: node.id, name: node.name, reason, severity })
    }
    add(checkPlacement(node, graph, elements), 'error')
    add(checkFormulas(node, graph), 'error')
    add(elements.get(node.type)?.check?.(node, graph) ?? [], 'strict')
    add(checkApprovals(node, graph), 'strict')
  }
  return problems.some((problem) => problem.severity === 'error') ? problems : [...problems, ...checkSoundness(graph)]
}
