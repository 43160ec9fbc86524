import { fail } from '@formwork/platform/error/index.ts'
import { complete } from '../complete.ts'
import type { ProcessEvent } from '../event.ts'
import type { Run } from '../run.ts'
import { rememberPicks } from '../people/picked-people.ts'
import { setVariables } from '../variables.ts'
import { INITIATOR_NODE } from '../visit/node-settings.ts'

/** The initiator submits again after a return: on from the beginning, or straight back when nothing shown has changed. */
export function resubmit(run: Run, event: Extract<ProcessEvent, { type: 'resubmit' }>): void {
  if (run.state.status !== 'returned') throw fail('process-not-returned')
  run.state.status = 'running'
  run.cause = { person: event.person, onBehalfOf: null }
  const token = Object.values(run.state.tokens).find(
    (candidate) => candidate.rest?.kind === 'resubmit' || (candidate.node === INITIATOR_NODE && candidate.rest?.kind === 'visit'),
  )
  if (token === undefined) throw fail('process-not-returned')
  setVariables(run, token.scope, event.variables ?? {})
  rememberPicks(run, event.picks)
  run.note({ action: 'resubmitted', node: token.node })
  for (const seat of Object.values(run.state.seats)) {
    if (seat.token !== token.key || seat.status !== 'open') continue
    run.changeSeat(seat.key, { status: 'submitted' })
    run.closeSeat(seat.key, { status: 'submitted', by: event.person, opinion: null })
  }
  const isUnchanged = token.resumeIf === undefined || token.resumeIf === null || token.resumeIf === (run.facts.shown ?? null)
  if (!isUnchanged && token.resume !== undefined) {
    run.changeToken(token.key, { resume: undefined })
    run.note({ action: 'straight-back-refused', node: token.node, person: null })
  }
  complete(run, run.token(token.key)!)
}
