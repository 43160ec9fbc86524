import type { LocalizedText } from '../../../error/index.ts'
import type { GraphNode, ProcessGraph } from '../../../plugin/contracts/process-graph.ts'

/** Settings of approvals that cannot work, or that surprise (approvals, section 5: publish check). */
export function checkApprovals(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  if (node.type !== 'bpmn:UserTask') return []
  return [...checkTimeouts(node, graph), ...checkTargets(node, graph), ...checkThreshold(node)]
}

/** A timeout that returns to where the same timeout waits again goes round for ever. */
function checkTimeouts(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  const found: LocalizedText[] = []
  const timeouts = node.settings.timeouts ?? []
  if (timeouts.length > 0 && node.settings.due === undefined) {
    found.push({ zh: '有超时步骤但没有期限（due）', en: 'it has timeouts but no deadline (due)' })
  }
  for (const timeout of timeouts) {
    const target = timeout.to === undefined ? undefined : graph.nodes.get(timeout.to)
    if (timeout.do === 'return' && target?.settings.timeouts?.some((other) => other.do === 'approve') === true) {
      found.push({
        zh: `超时“${timeout.name}”与“${target.id}”的自动同意会循环`,
        en: `the timeout "${timeout.name}" and the automatic approval of "${target.id}" go round in a circle`,
      })
    }
    if (
      (timeout.do === 'return' || timeout.do === 'flow') &&
      timeout.to !== undefined &&
      target === undefined &&
      !graph.flows.has(timeout.to) &&
      timeout.to !== 'initiator'
    ) {
      found.push({
        zh: `超时“${timeout.name}”的目标“${timeout.to}”不存在`,
        en: `the target "${timeout.to}" of the timeout "${timeout.name}" does not exist`,
      })
    }
  }
  return found
}

function checkTargets(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  const policies = new Set(['end', 'vote', 'continue', 'initiator'])
  const targets = [
    ...(node.settings.returns ?? []).filter((id) => id !== 'initiator'),
    ...(node.settings.reject === undefined || policies.has(node.settings.reject) ? [] : [node.settings.reject]),
  ]
  return targets.flatMap((id) => {
    const target = graph.nodes.get(id)
    if (target?.type === 'bpmn:UserTask') return []
    return [{ zh: `不能退回到“${id}”：它不是审批或办理步骤`, en: `"${id}" cannot be returned to: it is no step that somebody decides` }]
  })
}

function checkThreshold(node: GraphNode): LocalizedText[] {
  const { decide, ratio, count, rejectCount, passWeight } = node.settings
  if (decide === 'ratio' && ratio === undefined) {
    return [{ zh: '按比例通过但没有比例（ratio）', en: 'it decides by ratio but has no ratio' }]
  }
  if (decide === 'count' && count === undefined && rejectCount === undefined) {
    return [{ zh: '按人数通过但没有人数（count）', en: 'it decides by count but has no count' }]
  }
  if (decide === 'weight' && passWeight === undefined) {
    return [{ zh: '按权重通过但没有通过权重（passWeight）', en: 'it decides by weight but has no passWeight' }]
  }
  return []
}
