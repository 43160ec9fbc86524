import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { closeSeats, dropSubscriptions } from './cancel.ts'
import { rememberActivity } from './compensation-records.ts'
import { handlerDone } from './compensate.ts'
import { consume, leave } from './leave.ts'
import { hasPasses, passDone } from './passes.ts'
import type { Run } from './run.ts'

/** An activity is done: its pass ends, or it leaves for good. */
export function complete(run: Run, token: Token): void {
  closeSeats(run, token.key, 'not-needed')
  dropSubscriptions(run, token.key)
  if (token.pass) passDone(run, token, completeActivity)
  else completeActivity(run, token)
}

/** All passes are done (or there is only one): remember how to compensate it, and go on. */
export function completeActivity(run: Run, token: Token): void {
  closeSeats(run, token.key, 'not-needed')
  dropSubscriptions(run, token.key)
  const node = run.node(token.node)
  run.note({ action: 'completed', node: node.id })
  if (!hasPasses(node)) rememberActivity(run, token)
  if (token.handlerOf !== undefined) return handlerDone(run, token)
  if (node.triggeredByEvent) return consume(run, token)
  if (token.resume !== undefined && token.resume.length > 0) return resume(run, token)
  leave(run, token)
}

/** Straight back: goes on where the return came from, instead of by the flows. */
function resume(run: Run, token: Token): void {
  for (const point of token.resume ?? []) {
    const next = run.addToken({
      scope: token.scope,
      node: point.node,
      via: point.via,
      pass: false,
      rest: point.join ? { kind: 'join' } : null,
    })
    if (!point.join) run.agenda.push({ do: 'enter', token: next.key })
  }
  consume(run, token)
}
