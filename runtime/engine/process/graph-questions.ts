import type { GraphEventDefinition, GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'

export const COMPENSATION = 'bpmn:CompensateEventDefinition'

export function hasCompensationStart(graph: ProcessGraph, eventSubprocess: string): boolean {
  return triggeredStart(graph, eventSubprocess, COMPENSATION) !== undefined
}

/** The start event of an event sub-process that has a definition of this type. */
export function triggeredStart(
  graph: ProcessGraph,
  eventSubprocess: string,
  type: string,
): { node: GraphNode; definition: GraphEventDefinition } | undefined {
  for (const id of graph.scopes.get(eventSubprocess)?.triggeredStarts ?? []) {
    const node = graph.nodes.get(id)!
    const definition = node.events.find((event) => event.type === type)
    if (definition !== undefined) return { node, definition }
  }
  return undefined
}

/** What begins an instance: a start event itself, the events behind an event-based gateway that instantiates. */
export function triggersOf(graph: ProcessGraph, id: string): string[] {
  const node = graph.nodes.get(id)!
  return node.type === 'bpmn:EventBasedGateway' ? node.outgoing.map((flow) => graph.flows.get(flow)!.to) : [id]
}

/** Nodes one move away: along flows, from an activity to its boundary events, from a link throw to its catch. */
export function nextNodes(graph: ProcessGraph, node: GraphNode): string[] {
  const next = node.outgoing.map((id) => graph.flows.get(id)!.to)
  next.push(...node.attached)
  if (node.type === 'bpmn:IntermediateThrowEvent') next.push(...linkTargets(graph, node))
  return next
}

function linkTargets(graph: ProcessGraph, thrower: GraphNode): string[] {
  const link = thrower.events.find((event) => event.type === 'bpmn:LinkEventDefinition')
  if (link === undefined) return []
  return (graph.scopes.get(thrower.scope)?.nodes ?? []).filter((id) => {
    const node = graph.nodes.get(id)!
    return (
      node.type === 'bpmn:IntermediateCatchEvent' &&
      node.events.some((event) => event.type === 'bpmn:LinkEventDefinition' && event.name === link.name)
    )
  })
}
