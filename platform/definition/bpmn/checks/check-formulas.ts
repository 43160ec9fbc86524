import { isAppError, type LocalizedText } from '../../../error/index.ts'
import { parseExpression } from '../../../expression/index.ts'
import { planTimer } from '../timer.ts'
import type { GraphNode, GraphTimer, ProcessGraph } from '../../../plugin/contracts/process-graph.ts'

/** Every formula of an element can be read. */
export function checkFormulas(node: GraphNode, graph: ProcessGraph): LocalizedText[] {
  const texts: (string | null | undefined)[] = [
    ...node.outgoing.map((id) => graph.flows.get(id)!.condition),
    ...node.events.flatMap((event) => [event.condition, formula(event.timer?.value), formula(event.name)]),
    node.loop?.condition,
    node.loop?.collection,
    formula(node.loop?.cardinality),
    formula(node.loop?.maximum),
    node.loop?.output?.element,
    ...[...node.inputs, ...node.outputs].map((mapping) => formula(mapping.value)),
    ...['script', 'activation', 'completion'].map((name) =>
      typeof node.options[name] === 'string' ? (node.options[name] as string) : null,
    ),
    formula(node.options.called),
    formula(node.options.correlation),
    formula(node.options.message),
    formula(node.settings.assign),
    formula(node.settings.empty),
    formula(node.settings.due),
    formula(node.settings.cc),
    formula(node.settings.correlation),
  ]
  return [
    ...texts.flatMap((text) => (text === null || text === undefined ? [] : checkText(text))),
    ...node.events.flatMap((event) => (event.timer === undefined ? [] : checkTimer(event.timer))),
  ]
}

/** A time that is written out can be read now. */
function checkTimer({ kind, value }: GraphTimer): LocalizedText[] {
  return value.startsWith('=') ? [] : refusalOf(() => planTimer(kind, value, 0, 'UTC'))
}

function formula(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('=') ? value.slice(1) : null
}

function checkText(text: string): LocalizedText[] {
  return refusalOf(() => parseExpression(text))
}

function refusalOf(read: () => unknown): LocalizedText[] {
  try {
    read()
    return []
  } catch (error) {
    if (!isAppError(error)) throw error
    return [{ zh: error.describe('zh'), en: error.describe('en') }]
  }
}
