import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessEvent } from '../event.ts'
import { spawn } from '../leave.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'

/** Somebody chooses an activity of a running ad-hoc sub-process. In a sequential one only when nothing runs. */
export function activate(run: Run, event: Extract<ProcessEvent, { type: 'activate' }>): void {
  const node = run.graph.nodes.get(event.node)
  if (node === undefined) throw fail('process-unknown-element', { element: event.node })
  run.cause = { person: event.person, onBehalfOf: null }
  const scope = Object.values(run.state.scopes).find((candidate) => candidate.kind === 'subprocess' && candidate.node === node.scope)
  const parent = run.graph.nodes.get(node.scope)
  if (scope === undefined || parent === undefined || run.behaviours.activities.get(parent.type)?.inside === undefined) {
    throw fail('process-not-active', { element: nameOf(node) })
  }
  if (parent.options.ordering === 'sequential' && run.population(scope.key) > 0) throw fail('process-not-active', { element: nameOf(node) })
  run.note({ action: 'activated', node: node.id })
  spawn(run, scope.key, node.id)
}
