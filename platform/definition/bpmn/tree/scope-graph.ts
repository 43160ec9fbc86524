import { elementOf, elementsOf, type ModdleElement } from '../moddle-element.ts'
import { TreeObstacle } from './obstacle.ts'

export interface Flow {
  readonly element: ModdleElement
  readonly from: string
  readonly to: string
}

/** Nodes and flows of one process or sub-process, without circles. */
export interface ScopeGraph {
  readonly nodes: ReadonlyMap<string, ModdleElement>
  readonly outgoing: ReadonlyMap<string, readonly Flow[]>
  readonly incoming: ReadonlyMap<string, readonly Flow[]>
  /** Nodes in an order in which every flow leads forward. */
  readonly order: ReadonlyMap<string, number>
  readonly start: ModdleElement
}

/** Throws `TreeObstacle` for what no tree can show. */
export function scopeGraph(owner: ModdleElement): ScopeGraph {
  const elements = elementsOf(owner, 'flowElements')
  const flows = elements.filter((element) => element.$type === 'bpmn:SequenceFlow').map(readFlow)
  const nodes = new Map<string, ModdleElement>()
  for (const element of elements) {
    if (element.$type === 'bpmn:SequenceFlow') continue
    refuseOdd(element)
    nodes.set(element.id ?? '', element)
  }
  for (const artifact of elementsOf(owner, 'artifacts')) refuseOdd(artifact)
  const lane = elementsOf(owner, 'laneSets')[0]
  if (lane !== undefined) throw new TreeObstacle(lane, '有泳道', 'there are lanes')
  const outgoing = new Map([...nodes].map(([id, node]) => [id, inWrittenOrder(node, flows.filter((flow) => flow.from === id))])) // prettier-ignore
  const incoming = new Map([...nodes.keys()].map((id) => [id, flows.filter((flow) => flow.to === id)]))
  return { nodes, outgoing, incoming, order: orderOf(nodes, outgoing), start: onlyStart(owner, [...nodes.values()]) }
}

function readFlow(element: ModdleElement): Flow {
  const [from, to] = [elementOf(element, 'sourceRef')?.id, elementOf(element, 'targetRef')?.id]
  if (from === undefined || to === undefined) {
    throw new TreeObstacle(element, '连线的一端没有连接', 'one end of the flow is not connected')
  }
  return { element, from, to }
}

/** Which condition is judged first is said by the order at the gateway. */
function inWrittenOrder(node: ModdleElement, flows: readonly Flow[]): Flow[] {
  const written = elementsOf(node, 'outgoing')
  const position = ({ element }: Flow): number => {
    const index = written.indexOf(element)
    return index < 0 ? written.length : index
  }
  return flows.toSorted((left, right) => position(left) - position(right))
}

function refuseOdd(element: ModdleElement): void {
  const { $type: type } = element
  if (type === 'bpmn:BoundaryEvent') throw new TreeObstacle(element, '步骤上挂有事件', 'an event is attached to a step')
  if (element.triggeredByEvent === true) throw new TreeObstacle(element, '是由事件触发的子流程', 'it is a sub-process that an event starts')
  if (element.isForCompensation === true) throw new TreeObstacle(element, '是补偿步骤', 'it is a compensation step')
  if (type === 'bpmn:EventBasedGateway' || type === 'bpmn:ComplexGateway') {
    throw new TreeObstacle(element, '是等待事件或复杂条件的网关', 'it is a gateway that waits for events, or a complex one')
  }
  const isNode = /(Task|Event|Gateway|SubProcess|CallActivity|Transaction)$/.test(type)
  if (!isNode) throw new TreeObstacle(element, '不是步骤（数据或注释）', 'it is no step (data or a note)')
}

function onlyStart(owner: ModdleElement, nodes: readonly ModdleElement[]): ModdleElement {
  const starts = nodes.filter((node) => node.$type === 'bpmn:StartEvent')
  if (starts.length === 1) return starts[0]!
  if (starts.length === 0) throw new TreeObstacle(owner, '没有开始事件', 'there is no start event')
  throw new TreeObstacle(starts[1]!, '有多个开始', 'there is more than one start')
}

function orderOf(nodes: ReadonlyMap<string, ModdleElement>, outgoing: ReadonlyMap<string, readonly Flow[]>): Map<string, number> {
  const order = new Map<string, number>()
  const open = new Set<string>()
  let next = nodes.size
  const visit = (id: string): void => {
    open.add(id)
    for (const { to, element } of outgoing.get(id) ?? []) {
      if (open.has(to)) throw new TreeObstacle(element, '连线回到前面的步骤', 'a flow leads back to an earlier step')
      if (!order.has(to) && nodes.has(to)) visit(to)
    }
    open.delete(id)
    order.set(id, next--)
  }
  for (const id of nodes.keys()) if (!order.has(id)) visit(id)
  return order
}
