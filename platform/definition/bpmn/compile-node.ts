import type { GraphEventDefinition, GraphNode } from '../../plugin/contracts/process-graph.ts'
import type { ProcessElement } from '../types.ts'
import { compileEventDefinitions } from './compile-events.ts'
import { compileLoop } from './compile-loop.ts'
import { compileMappings, compileOptions } from './compile-options.ts'
import { readForeignSettings } from './compile-settings.ts'
import type { Problems } from './element-problem.ts'
import { elementOf, elementsOf, foreignAttribute, type ModdleElement } from './moddle-element.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

/** What is known about the neighbourhood of a node before it is compiled. */
export interface Surroundings {
  readonly scope: string
  readonly attached: readonly string[]
  readonly handler: string | null
  readonly compensatedBy: string | null
  readonly settings: ProcessElement
}

export function compileNode(element: ModdleElement, around: Surroundings, problems: Problems): GraphNode {
  const options = { ...compileOptions(element, problems), ...correlationOf(element, problems) }
  const cancelActivity = element.cancelActivity !== false
  return {
    id: element.id ?? '',
    name: element.name ?? null,
    type: element.$type,
    scope: around.scope,
    incoming: idsOf(element, 'incoming'),
    outgoing: idsOf(element, 'outgoing'),
    default: elementOf(element, 'default')?.id ?? null,
    attached: around.attached,
    host: elementOf(element, 'attachedToRef')?.id ?? null,
    events: eventsOf(element, options, problems),
    interrupting: element.$type === 'bpmn:BoundaryEvent' ? cancelActivity : element.isInterrupting !== false,
    parallelMultiple: element.parallelMultiple === true,
    loop: compileLoop(element, problems),
    forCompensation: element.isForCompensation === true,
    handler: around.handler,
    compensatedBy: around.compensatedBy,
    triggeredByEvent: element.triggeredByEvent === true,
    inputs: compileMappings(element, 'input', problems),
    outputs: compileMappings(element, 'output', problems),
    options,
    settings: { ...problems.guard(element, {}, () => foreignSettings(element, around)), ...around.settings },
  }
}

/** Who is named in process.json is named by its rules alone. */
function foreignSettings(element: ModdleElement, { settings }: Surroundings): ProcessElement {
  const { self, ...foreign } = readForeignSettings(element)
  return settings.assign === undefined && self !== undefined ? { ...foreign, self } : foreign
}

/** A receive task waits as a message event does. */
function eventsOf(element: ModdleElement, options: Record<string, unknown>, problems: Problems): GraphEventDefinition[] {
  if (element.$type.endsWith('Event')) return compileEventDefinitions(element, problems)
  const isReceiving = element.$type === 'bpmn:ReceiveTask' && typeof options.message === 'string'
  return isReceiving ? [{ type: 'bpmn:MessageEventDefinition', name: options.message as string }] : []
}

function idsOf(element: ModdleElement, property: string): string[] {
  return elementsOf(element, property).map((flow) => flow.id ?? '')
}

/** Message correlation: a formula written beside the message (other tools), or in process.json (`correlation`). */
function correlationOf(element: ModdleElement, problems: Problems): Record<string, unknown> {
  const definition = elementsOf(element, 'eventDefinitions').find((event) => event.$type === 'bpmn:MessageEventDefinition')
  const message = elementOf(definition ?? element, 'messageRef')
  const holder = message === undefined ? undefined : elementOf(message, 'extensionElements')
  const subscription = holder === undefined ? undefined : elementsOf(holder, 'values').find((value) => value.$type === 'zeebe:subscription')
  const key = (subscription?.correlationKey as string | undefined) ?? foreignAttribute(element, 'correlationKey')
  if (key === undefined) return {}
  return problems.guard<Record<string, unknown>>(element, {}, () => ({
    correlation: key.startsWith('=') ? `=${readFormula(key)}` : readFormulaOrText(key),
  }))
}
