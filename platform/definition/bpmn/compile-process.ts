import type { GraphFlow, GraphNode, GraphScope, ProcessGraph } from '../../plugin/contracts/process-graph.ts'
import type { ProcessSettings } from './process-settings.ts'
import type { ProcessElement } from '../types.ts'
import { CANCEL_REQUEST, cancelRequest } from './cancel-request.ts'
import { compileNode } from './compile-node.ts'
import type { Problems } from './element-problem.ts'
import { bodyOf, elementOf, elementsOf, type ModdleElement } from './moddle-element.ts'
import { readFormula } from './read-formula.ts'
import { translateFormula } from './translate-formula.ts'

const PASSIVE = new Set([
  'bpmn:SequenceFlow',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Group',
])

interface Draft {
  readonly nodes: Map<string, GraphNode>
  readonly flows: Map<string, GraphFlow>
  readonly scopes: Map<string, GraphScope>
  readonly settings: Readonly<Record<string, ProcessElement>>
  readonly problems: Problems
}

/** Compiles one `process` element with everything inside into a graph. */
export function compileProcess(process: ModdleElement, settings: ProcessSettings, problems: Problems): ProcessGraph {
  const draft: Draft = { nodes: new Map(), flows: new Map(), scopes: new Map(), settings: settings.elements ?? {}, problems }
  compileScope(process, null, draft)
  if (settings.cancel === 'approval') draft.nodes.set(CANCEL_REQUEST, cancelRequest(process.id ?? '', settings.cancelBy))
  return Object.freeze({
    id: process.id ?? '',
    name: process.name ?? null,
    nodes: draft.nodes,
    flows: draft.flows,
    scopes: draft.scopes,
    cancel: settings.cancel ?? 'before-decision',
    duties: settings.duties ?? [],
  })
}

function compileScope(owner: ModdleElement, parent: string | null, draft: Draft): void {
  const id = owner.id ?? ''
  const elements = elementsOf(owner, 'flowElements')
  const nodes = elements.filter((element) => !PASSIVE.has(element.$type))
  const handlers = compensationHandlers(owner, elements)
  for (const flow of elements.filter((element) => element.$type === 'bpmn:SequenceFlow')) compileFlow(flow, owner, draft)
  const attachedTo = Map.groupBy(nodes, (node) => elementOf(node, 'attachedToRef'))
  const flows = flowsOf(elements)
  for (const element of nodes) {
    if (element.id === undefined) draft.problems.add(element, '元素没有 id', 'the element has no id')
    const attached = attachedTo.get(element) ?? []
    const node = compileNode(
      element,
      {
        scope: id,
        attached: attached.map((event) => event.id ?? ''),
        handler: handlers.get(element.id ?? '') ?? null,
        compensatedBy: attached.map((event) => handlers.get(event.id ?? '')).find((handler) => handler !== undefined) ?? null,
        settings: draft.settings[element.id ?? ''] ?? {},
      },
      draft.problems,
    )
    draft.nodes.set(node.id, Object.freeze(connect(node, flows)))
    if (Array.isArray(element.flowElements) || isScopeType(element.$type)) compileScope(element, id, draft)
  }
  draft.scopes.set(id, scopeOf(id, parent, nodes, draft))
}

/** Ids of the flows by the node that they leave and the one that they reach. */
interface Flows {
  readonly from: ReadonlyMap<string | undefined, readonly string[]>
  readonly to: ReadonlyMap<string | undefined, readonly string[]>
}

function flowsOf(elements: readonly ModdleElement[]): Flows {
  const flows = elements.filter((element) => element.$type === 'bpmn:SequenceFlow')
  const idsBy = (end: string): Map<string | undefined, string[]> =>
    new Map([...Map.groupBy(flows, (flow) => elementOf(flow, end)?.id)].map(([id, list]) => [id, list.map((flow) => flow.id ?? '')]))
  return { from: idsBy('sourceRef'), to: idsBy('targetRef') }
}

/** Flows tell the truth; `incoming` and `outgoing` children are optional in BPMN and often missing or stale. */
function connect(node: GraphNode, { from, to }: Flows): GraphNode {
  return { ...node, incoming: inOrder(node.incoming, to.get(node.id) ?? []), outgoing: inOrder(node.outgoing, from.get(node.id) ?? []) }
}

/** The order written at the node (it decides which condition is judged first), then the rest in document order. */
function inOrder(written: readonly string[], actual: readonly string[]): string[] {
  const known = written.filter((id) => actual.includes(id))
  return [...known, ...actual.filter((id) => !known.includes(id))]
}

function compileFlow(flow: ModdleElement, owner: ModdleElement, draft: Draft): void {
  const from = elementOf(flow, 'sourceRef')
  const to = elementOf(flow, 'targetRef')
  if (from === undefined || to === undefined) {
    draft.problems.add(flow, '连线的一端没有连接', 'one end of the flow is not connected')
    return
  }
  if (from.$parent !== owner || to.$parent !== owner) {
    draft.problems.add(flow, '连线不能跨越子流程边界', 'a flow cannot cross the border of a sub-process')
    return
  }
  const condition = elementOf(flow, 'conditionExpression')
  const body = bodyOf(condition)
  draft.flows.set(
    flow.id ?? '',
    Object.freeze({
      id: flow.id ?? '',
      name: flow.name ?? null,
      from: from.id ?? '',
      to: to.id ?? '',
      condition: body === undefined ? null : readCondition(flow, body, String(condition?.language ?? ''), draft),
    }),
  )
}

/** FEEL, or a simple condition of another language that FEEL can say as well; anything else is refused by the language's name. */
function readCondition(flow: ModdleElement, body: string, language: string, draft: Draft): string | null {
  const isForeign = language !== '' && !/feel|uel/i.test(language) && !/^[$#]\{/.test(body)
  if (!isForeign) return draft.problems.guard(flow, null, () => readFormula(body))
  try {
    return translateFormula(body.replace(/;\s*$/, ''))
  } catch {
    draft.problems.add(
      flow,
      `条件语言“${language}”不受支持，只能使用 FEEL`,
      `the condition language "${language}" is not supported, only FEEL is`,
    )
    return null
  }
}

/** Compensation boundary event -> handler, along associations. */
function compensationHandlers(owner: ModdleElement, elements: readonly ModdleElement[]): Map<string, string> {
  const associations = [...elementsOf(owner, 'artifacts'), ...elements].filter((element) => element.$type === 'bpmn:Association')
  const handlers = new Map<string, string>()
  for (const association of associations) {
    const source = elementOf(association, 'sourceRef')
    const target = elementOf(association, 'targetRef')
    if (source?.$type === 'bpmn:BoundaryEvent' && target?.isForCompensation === true) handlers.set(source.id ?? '', target.id ?? '')
  }
  return handlers
}

function isScopeType(type: string): boolean {
  return type === 'bpmn:SubProcess' || type === 'bpmn:Transaction' || type === 'bpmn:AdHocSubProcess'
}

function scopeOf(id: string, parent: string | null, elements: readonly ModdleElement[], draft: Draft): GraphScope {
  const nodes = elements.map((element) => draft.nodes.get(element.id ?? '')).filter((node) => node !== undefined)
  const startEvents = nodes.filter((node) => node.type === 'bpmn:StartEvent')
  const instantiating = nodes.filter((node) => node.options.instantiate === true && node.incoming.length === 0)
  const plain = startEvents.filter((node) => node.events.length === 0)
  const loose = nodes.filter((node) => node.incoming.length === 0 && mayBegin(node))
  return Object.freeze({
    id,
    parent,
    nodes: nodes.map((node) => node.id),
    starts: (startEvents.length > 0 || instantiating.length > 0 ? plain : loose).map((node) => node.id),
    triggeredStarts: [...startEvents.filter((node) => node.events.length > 0), ...instantiating].map((node) => node.id),
    eventSubprocesses: nodes.filter((node) => node.triggeredByEvent).map((node) => node.id),
  })
}

function mayBegin(node: GraphNode): boolean {
  return (
    node.host === null &&
    !node.forCompensation &&
    !node.triggeredByEvent &&
    !node.events.some((event) => event.type === 'bpmn:LinkEventDefinition')
  )
}
