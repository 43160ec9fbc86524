import { rememberPicks } from '../people/picked-people.ts'
import { giveResults } from '../variables.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'

/** 办理: hands the work in; counts as agreement. */
export const submit: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  requireOpinion(settings, call, false)
  giveResults(run, run.token(seat.token)!, call.variables ?? {})
  rememberPicks(run, call.picks)
  closeByHand(run, seat, call, 'submitted')
  judgeVisit(run, seat.token, 'approve')
}
