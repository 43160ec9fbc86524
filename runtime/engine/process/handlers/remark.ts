import type { ProcessEvent } from '../event.ts'
import type { Run } from '../run.ts'

/** A remark of somebody who takes part: a line of history, nothing moves. */
export function remark(run: Run, event: Extract<ProcessEvent, { type: 'remark' }>): void {
  run.cause = { person: event.person, onBehalfOf: null }
  if (event.copies === true) run.note({ action: 'copied', node: event.node, detail: { people: event.people } })
  else run.note({ action: 'commented', node: event.node, detail: { opinion: event.text, people: event.people } })
}
