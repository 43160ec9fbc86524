import { fail } from '@formwork/platform/error/index.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'

/** 弃权: closes the seat without agreeing or rejecting; it still counts in "all". */
export const abstain: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  if (!settings.abstain) throw fail('process-verb-off', { verb: { zh: '弃权', en: 'abstain' } })
  requireOpinion(settings, call, false)
  closeByHand(run, seat, call, 'abstained')
  judgeVisit(run, seat.token, 'reject')
}
