import type { LocalizedText } from '../../../error/index.ts'
import type { ElementBehaviour, EventDefinitionElement, EventPositionName } from '../../../plugin/contracts/element.ts'
import type { GraphNode, ProcessGraph } from '../../../plugin/contracts/process-graph.ts'

const COMPENSATION = 'bpmn:CompensateEventDefinition'
const CANCEL = 'bpmn:CancelEventDefinition'

/** Whether an element can be executed where it stands. */
export function checkPlacement(node: GraphNode, graph: ProcessGraph, elements: ReadonlyMap<string, ElementBehaviour>): LocalizedText[] {
  const position = positionOf(node, graph)
  if (position === null && !elements.has(node.type)) {
    const type = node.type.replace('bpmn:', '')
    return [{ zh: `不支持 ${type}`, en: `${type} is not supported` }]
  }
  const found = position === null ? [] : checkEvents(node, position, elements)
  return [
    ...found,
    ...checkFlows(node, position),
    ...checkBoundary(node, graph),
    ...checkStarts(node, graph),
    ...checkCancel(node, graph),
    ...checkLinks(node, graph),
    ...checkEventGateway(node, graph),
  ]
}

function positionOf(node: GraphNode, graph: ProcessGraph): EventPositionName | null {
  const positions: Readonly<Record<string, EventPositionName>> = {
    'bpmn:EndEvent': 'end',
    'bpmn:BoundaryEvent': 'boundary',
    'bpmn:IntermediateCatchEvent': 'catch',
    'bpmn:IntermediateThrowEvent': 'throw',
  }
  if (node.type === 'bpmn:StartEvent') return graph.nodes.get(node.scope)?.triggeredByEvent === true ? 'event-start' : 'start'
  return positions[node.type] ?? null
}

function checkEvents(node: GraphNode, position: EventPositionName, elements: ReadonlyMap<string, ElementBehaviour>): LocalizedText[] {
  const found: LocalizedText[] = []
  if (node.events.length === 0 && (position === 'catch' || position === 'boundary')) {
    found.push({ zh: '没有说明等待什么事件', en: 'it does not say which event it waits for' })
  }
  for (const event of node.events) {
    const behaviour = elements.get(event.type) as EventDefinitionElement | undefined
    const type = event.type.replace('bpmn:', '').replace('EventDefinition', '')
    const allowed = behaviour?.group === 'event-definition' && (behaviour.catches.includes(position) || behaviour.throws.includes(position))
    if (!allowed) found.push({ zh: `${type} 事件不能放在此处`, en: `a ${type} event cannot stand here` })
  }
  return found
}

function checkFlows(node: GraphNode, position: EventPositionName | null): LocalizedText[] {
  const found: LocalizedText[] = []
  const isStart = position === 'start' || position === 'event-start' || position === 'boundary'
  if (isStart && node.incoming.length > 0) found.push({ zh: '不能有进入的连线', en: 'no flow may lead into it' })
  if (position === 'end' && node.outgoing.length > 0) found.push({ zh: '结束事件不能有出去的连线', en: 'no flow may leave an end event' })
  if (node.default !== null && !node.outgoing.includes(node.default)) {
    found.push({ zh: `默认连线“${node.default}”不从这里出去`, en: `the default flow "${node.default}" does not leave it` })
  }
  if (node.triggeredByEvent && node.incoming.length + node.outgoing.length > 0) {
    found.push({ zh: '事件子流程不能有连线', en: 'an event sub-process has no flows' })
  }
  return found
}

function checkBoundary(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  if (node.type !== 'bpmn:BoundaryEvent') return []
  const host = node.host === null ? undefined : graph.nodes.get(node.host)
  if (host === undefined || host.scope !== node.scope || !/(Task|SubProcess|CallActivity|Transaction)$/.test(host.type)) {
    return [{ zh: '没有附着在活动上', en: 'it is attached to no activity' }]
  }
  if (node.events.some((event) => event.type === COMPENSATION)) {
    return node.handler === null ? [{ zh: '没有关联补偿活动', en: 'no compensation handler is associated with it' }] : []
  }
  if (node.events.some((event) => event.type === CANCEL) && host.type !== 'bpmn:Transaction') {
    return [{ zh: '取消事件只能附着在事务上', en: 'a cancel event can be attached to a transaction only' }]
  }
  return node.outgoing.length === 0 ? [{ zh: '之后没有连线', en: 'no flow leaves it' }] : []
}

function checkStarts(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  const inside = graph.scopes.get(node.id)
  if (inside === undefined) return []
  if (node.triggeredByEvent) {
    return inside.triggeredStarts.length === 1 && inside.starts.length === 0
      ? []
      : [{ zh: '事件子流程需要恰好一个带触发的开始事件', en: 'an event sub-process needs exactly one start event with a trigger' }]
  }
  return inside.triggeredStarts.length > 0
    ? [{ zh: '子流程的开始事件不能带触发', en: 'the start event of a sub-process has no trigger' }]
    : []
}

function checkEventGateway(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  if (node.type !== 'bpmn:EventBasedGateway') return []
  const targets = node.outgoing.map((id) => graph.nodes.get(graph.flows.get(id)!.to)!)
  const isWrong =
    targets.length === 0 || targets.some((target) => target.type !== 'bpmn:IntermediateCatchEvent' && target.type !== 'bpmn:ReceiveTask')
  return isWrong ? [{ zh: '后面只能是捕获事件或接收任务', en: 'only catching events and receive tasks may follow' }] : []
}

function checkCancel(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  if (node.type !== 'bpmn:EndEvent' || !node.events.some((event) => event.type === CANCEL)) return []
  for (let scope = graph.nodes.get(node.scope); scope !== undefined; scope = graph.nodes.get(scope.scope)) {
    if (scope.type !== 'bpmn:Transaction') continue
    const isCaught = scope.attached.some((id) => graph.nodes.get(id)!.events.some((event) => event.type === CANCEL))
    return isCaught ? [] : [{ zh: '事务上没有取消边界事件', en: 'the transaction has no cancel boundary event' }]
  }
  return [{ zh: '取消结束事件只能在事务中', en: 'a cancel end event can stand in a transaction only' }]
}

function checkLinks(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  const link =
    node.type === 'bpmn:IntermediateThrowEvent' ? node.events.find((event) => event.type === 'bpmn:LinkEventDefinition') : undefined
  if (link === undefined) return []
  const targets = (graph.scopes.get(node.scope)?.nodes ?? [])
    .map((id) => graph.nodes.get(id)!)
    .filter(
      (other) =>
        other.type === 'bpmn:IntermediateCatchEvent' && other.events.some((event) => event.type === link.type && event.name === link.name),
    )
  if (targets.length === 1) return []
  return [
    targets.length === 0
      ? { zh: `没有名为“${link.name}”的链接目标`, en: `there is no link target named "${link.name}"` }
      : { zh: `有多个名为“${link.name}”的链接目标`, en: `several link targets are named "${link.name}"` },
  ]
}
