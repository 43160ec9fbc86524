import { giveResults } from '../variables.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'
import { returnOpinion } from './delegate.ts'

/** 拒绝: closes the seat as a vote against; what follows is the node's policy. */
export const reject: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  requireOpinion(settings, call, true)
  giveResults(run, run.token(seat.token)!, call.variables ?? {})
  if (seat.origin === 'helper') return returnOpinion(run, seat, call)
  closeByHand(run, seat, call, 'rejected')
  judgeVisit(run, seat.token, 'reject')
}
