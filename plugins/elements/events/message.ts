import type { EventDefinitionElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'

/** BPMN 10.5.4: a message goes to one receiver, found by its name and the correlation key. */
export const message: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:MessageEventDefinition',
  label: { zh: '消息', en: 'Message' },
  catches: ['start', 'event-start', 'catch', 'boundary'],
  throws: ['throw', 'end'],
  plan: (moves, token, definition, node) => ({
    kind: 'message',
    name: definition.name === null ? node.id : String(moves.resolve(token, definition.name)),
    correlation: correlationOf(moves, token, node),
  }),
  throw(moves, token, definition, node) {
    moves.throwMessage(
      token,
      definition.name === null ? node.id : String(moves.resolve(token, definition.name)),
      correlationOf(moves, token, node),
    )
    return 'go'
  },
}

/** Key that both sides must share: `correlation` of process.json, or what the model says. */
export function correlationOf(moves: Moves, token: Token, node: GraphNode): string | null {
  const formula = node.settings.correlation ?? node.options.correlation
  if (typeof formula !== 'string') return null
  const value = moves.resolve(token, formula)
  return value === null || value === undefined ? null : String(value as string)
}
