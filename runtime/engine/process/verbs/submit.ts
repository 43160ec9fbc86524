import { rememberPicks } from '../people/picked-people.ts'
import { setVariables } from '../variables.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'

/** 办理: hands the work in; counts as agreement. */
export const submit: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  requireOpinion(settings, call, false)
  setVariables(run, run.token(seat.token)!.scope, call.variables ?? {})
  rememberPicks(run, call.picks)
  closeByHand(run, seat, call, 'submitted')
  judgeVisit(run, seat.token, 'approve')
}
