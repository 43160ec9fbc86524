import { fail } from '@formwork/platform/error/index.ts'
import type { SeatState, SubscriptionState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelToken } from '../cancel.ts'
import { spawn, take } from '../leave.ts'
import { headAbove } from '../people/head-above.ts'
import type { Run } from '../run.ts'
import { repeatReminder, seatOfReminder, type DeadlineStep } from './deadlines.ts'
import { judgeVisit, seatsOf } from './judge-visit.ts'
import { INITIATOR_NODE, settingsOf } from './node-settings.ts'
import { returnToInitiator, returnToNode } from './return-to.ts'

/** 超时: one step of a node's list happens. The history says "by timeout", never a person's name. */
export function runDeadline(run: Run, subscription: SubscriptionState): void {
  run.dropSubscription(subscription.key)
  const token = run.token(subscription.token)
  const visit = token?.rest
  if (token === undefined || visit?.kind !== 'visit') return
  const step = run.node(token.node).settings.timeouts?.[subscription.definition]
  if (step === undefined) return
  const own = seatOfReminder(subscription)
  const open = seatsOf(run, visit).filter((seat) => seat.status === 'open' && (own === null ? seat.clock === undefined : seat.key === own))
  if (open.length === 0) return
  run.note({ action: 'timeout', node: token.node, person: null, round: visit.round, detail: { do: step.do } })
  actions[step.do](run, token.key, open, step)
  if (step.do === 'remind' && step.every !== undefined) repeatReminder(run, subscription, step.every)
}

const actions: Readonly<Record<DeadlineStep['do'], (run: Run, token: number, open: readonly SeatState[], step: DeadlineStep) => void>> = {
  remind: (run, _token, open) => {
    for (const seat of open) run.putSeat({ ...run.state.seats[seat.key]!, urged: seat.urged + 1, urgedAt: run.facts.now })
    run.effects.push({ do: 'notify', kind: 'timeout', seats: open.map((seat) => seat.key), text: null })
  },
  approve: (run, token, open) => closeOpen(run, token, open, 'approved'),
  reject: (run, token, open) => closeOpen(run, token, open, 'rejected'),
  transfer: (run, _token, open) => {
    for (const seat of open) handUp(run, seat)
  },
  return: (run, key, _open, step) => {
    const token = run.token(key)!
    const resubmit = settingsOf(run.node(token.node)).resubmit ?? 'again'
    if (step.to === undefined || step.to === INITIATOR_NODE) returnToInitiator(run, token, resubmit)
    else returnToNode(run, token, step.to, resubmit)
  },
  flow: (run, key, _open, step) => {
    const token = run.token(key)!
    const flow = step.to === undefined ? undefined : run.graph.flows.get(step.to)
    if (flow?.from === token.node) {
      const next = run.addToken({ scope: token.scope, node: token.node, via: null, pass: false, rest: null })
      cancelToken(run, token, 'timeout')
      return take(run, next, [flow])
    }
    if (step.to === undefined || run.graph.nodes.get(step.to)?.scope !== run.node(token.node).scope) {
      throw fail('process-unknown-element', { element: step.to ?? '' })
    }
    spawn(run, token.scope, step.to)
    cancelToken(run, token, 'timeout')
  },
}

function closeOpen(run: Run, token: number, open: readonly SeatState[], status: 'approved' | 'rejected'): void {
  for (const seat of open) {
    run.changeSeat(seat.key, { status })
    run.closeSeat(seat.key, { status: `${status}-by-timeout`, by: null, opinion: null })
  }
  if (run.token(token) === undefined) return
  judgeVisit(run, token, status === 'approved' ? 'approve' : 'reject')
}

/** To the head above; where there is none the seat stays. */
function handUp(run: Run, seat: SeatState): void {
  const head = headAbove(run.facts.people, seat.person)
  if (head === undefined) return
  const others = Object.values(run.state.seats).filter(
    (other) => other.token === seat.token && other.key !== seat.key && other.status === 'open',
  )
  if (others.some((other) => other.person === head.id)) return
  run.changeSeat(seat.key, { person: head.id, reason: { source: 'timeout', detail: head.department } })
  run.note({ action: 'handed-up', node: seat.node, seat: seat.key, person: null, detail: { from: seat.person, to: head.id } })
}
