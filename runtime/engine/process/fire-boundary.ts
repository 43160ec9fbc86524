import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelToken } from './cancel.ts'
import type { Run } from './run.ts'
import { setVariables } from './variables.ts'

/** A boundary event happened: an interrupting one cancels its activity; a token leaves the event. */
export function fireBoundary(run: Run, host: Token, boundary: GraphNode, variables: Readonly<Record<string, unknown>>): void {
  run.trace.push(boundary.id)
  run.note({ action: 'boundary', node: boundary.id, detail: { host: host.node } })
  const token = run.addToken({ scope: host.scope, node: boundary.id, via: null, pass: false, rest: null })
  setVariables(run, host.scope, variables)
  if (boundary.interrupting) cancelToken(run, host, 'cancelled')
  run.agenda.push({ do: 'leave', token: token.key })
}
