import { fail } from '@formwork/platform/error/index.ts'
import type {
  ActivityElement,
  ElementBehaviour,
  EventDefinitionElement,
  EventPositionElement,
  EventPositionName,
  GatewayElement,
} from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'

/** The registered elements, sorted by what they are asked for. Built once per registry. */
export interface Behaviours {
  readonly activities: ReadonlyMap<string, ActivityElement>
  readonly gateways: ReadonlyMap<string, GatewayElement>
  readonly definitions: ReadonlyMap<string, EventDefinitionElement>
  readonly positions: ReadonlyMap<string, EventPositionElement>
}

const built = new WeakMap<ReadonlyMap<string, ElementBehaviour>, Behaviours>()

export function behavioursOf(elements: ReadonlyMap<string, ElementBehaviour>): Behaviours {
  const known = built.get(elements)
  if (known !== undefined) return known
  const all = [...elements.values()]
  const behaviours: Behaviours = {
    activities: new Map(all.filter((element) => element.group === 'activity').map((element) => [element.name, element])),
    gateways: new Map(all.filter((element) => element.group === 'gateway').map((element) => [element.name, element])),
    definitions: new Map(all.filter((element) => element.group === 'event-definition').map((element) => [element.name, element])),
    positions: new Map(all.filter((element) => element.group === 'event-position').map((element) => [element.name, element])),
  }
  built.set(elements, behaviours)
  return behaviours
}

/** Where an event stands; null for what is no event. */
export function positionOf(node: GraphNode, graph: ProcessGraph): EventPositionName | null {
  switch (node.type) {
    case 'bpmn:StartEvent':
      return graph.nodes.get(node.scope)?.triggeredByEvent === true ? 'event-start' : 'start'
    case 'bpmn:EndEvent':
      return 'end'
    case 'bpmn:BoundaryEvent':
      return 'boundary'
    case 'bpmn:IntermediateCatchEvent':
      return 'catch'
    case 'bpmn:IntermediateThrowEvent':
      return 'throw'
    default:
      return null
  }
}

export function unsupported(node: GraphNode): Error {
  const element = node.name === null ? node.id : `${node.id} ${node.name}`
  return fail('bpmn-unsupported', {
    element,
    type: node.type.replace('bpmn:', ''),
    reason: { zh: '引擎不能执行它', en: 'the engine cannot execute it' },
  })
}
