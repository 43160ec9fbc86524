import { rememberPicks } from '../people/picked-people.ts'
import { giveResults } from '../variables.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'
import { returnOpinion } from './delegate.ts'

/** 同意: closes the seat with opinion and signature; the node may complete. */
export const approve: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  requireOpinion(settings, call, false)
  giveResults(run, run.token(seat.token)!, call.variables ?? {})
  rememberPicks(run, call.picks)
  if (seat.origin === 'helper') return returnOpinion(run, seat, call)
  closeByHand(run, seat, call, 'approved')
  judgeVisit(run, seat.token, 'approve')
}
