import type { ActivityElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'

/**
 * BPMN 13.3.3: a service task invokes its service and completes when the service does. What it does stands in
 * process.json: `write` (fields of the record), `post` (posts the record), `cc` (tells people), `job` (our workers).
 * Work that another tool would do by a class waits outside; a task that names no work is passed.
 */
export const serviceTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:ServiceTask',
  label: { zh: '服务', en: 'Service task' },
  enter: (moves, token) => performService(moves, token),
}

export function performService(moves: Moves, token: Token): void {
  const node = moves.node(token.node)
  const { write, post, cc, job, payload } = node.settings
  if (write !== undefined) moves.writeRecord(token, resolveAll(moves, token, write as Record<string, string>))
  if (post === true) moves.postRecord(token)
  if (cc !== undefined) moves.copyTo(token, moves.resolve(token, cc))
  if (typeof job === 'string') {
    return moves.waitOutside(token, null, job, resolveAll(moves, token, (payload ?? {}) as Record<string, string>))
  }
  if (typeof node.options.script === 'string') moves.keepResult(token, moves.evaluate(token, node.options.script))
  if (node.options.outside === true) {
    return moves.waitOutside(token, node.options.topic as string | null, null, {})
  }
  moves.complete(token)
}

function resolveAll(moves: Moves, token: Token, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? moves.resolve(token, text) : text]),
  )
}
