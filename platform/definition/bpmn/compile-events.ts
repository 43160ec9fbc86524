import type { GraphEventDefinition, GraphTimer } from '../../plugin/contracts/process-graph.ts'
import type { Problems } from './element-problem.ts'
import { bodyOf, elementOf, elementsOf, foreignAttribute, textOf, type ModdleElement } from './moddle-element.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

/** Every event definition of an event, those it refers to included, in document order. */
export function compileEventDefinitions(event: ModdleElement, problems: Problems): GraphEventDefinition[] {
  const own = elementsOf(event, 'eventDefinitions')
  const referred = elementsOf(event, 'eventDefinitionRef')
  return [...own, ...referred].map((definition) =>
    problems.guard(event, { type: definition.$type, name: null }, () => compileEventDefinition(event, definition, problems)),
  )
}

function compileEventDefinition(event: ModdleElement, definition: ModdleElement, problems: Problems): GraphEventDefinition {
  const type = definition.$type
  switch (type) {
    case 'bpmn:TimerEventDefinition':
      return { type, name: null, timer: compileTimer(event, definition, problems) }
    case 'bpmn:MessageEventDefinition':
      return { type, name: nameOf(elementOf(definition, 'messageRef')) ?? problems.messageNames.get(event.id ?? '') ?? null }
    case 'bpmn:SignalEventDefinition':
      return { type, name: nameOf(elementOf(definition, 'signalRef')) }
    case 'bpmn:ErrorEventDefinition':
      return {
        type,
        name: codeOf(elementOf(definition, 'errorRef'), 'errorCode'),
        codeVariable: foreignAttribute(definition, 'errorCodeVariable'),
        messageVariable: foreignAttribute(definition, 'errorMessageVariable'),
      }
    case 'bpmn:EscalationEventDefinition':
      return {
        type,
        name: codeOf(elementOf(definition, 'escalationRef'), 'escalationCode'),
        codeVariable: foreignAttribute(definition, 'escalationCodeVariable'),
      }
    case 'bpmn:LinkEventDefinition':
      return { type, name: textOf(definition, 'name') ?? event.name ?? null }
    case 'bpmn:ConditionalEventDefinition':
      return { type, name: null, condition: readFormula(bodyOf(elementOf(definition, 'condition')) ?? '') }
    case 'bpmn:CompensateEventDefinition':
      return {
        type,
        name: null,
        activity: elementOf(definition, 'activityRef')?.id,
        waitForCompletion: definition.waitForCompletion !== false,
      }
    default:
      return { type, name: null }
  }
}

function compileTimer(event: ModdleElement, definition: ModdleElement, problems: Problems): GraphTimer {
  const kinds = [
    ['timeDate', 'date'],
    ['timeDuration', 'duration'],
    ['timeCycle', 'cycle'],
  ] as const
  for (const [property, kind] of kinds) {
    const body = bodyOf(elementOf(definition, property))
    if (body !== undefined) return { kind, value: readFormulaOrText(body) }
  }
  problems.add(event, '定时器没有日期、时长或周期', 'the timer has no date, duration or cycle')
  return { kind: 'duration', value: 'PT0S' }
}

/** Names are what tools and people match by; an id where no name was given. */
export function nameOf(element: ModdleElement | undefined): string | null {
  if (element === undefined) return null
  return readFormulaOrText(element.name || element.id || '')
}

function codeOf(element: ModdleElement | undefined, property: string): string | null {
  if (element === undefined) return null
  return textOf(element, property) ?? foreignAttribute(element, property) ?? element.name ?? element.id ?? null
}
