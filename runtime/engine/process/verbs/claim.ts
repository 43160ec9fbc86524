import { fail } from '@formwork/platform/error/index.ts'
import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import { requireOpen, type Verb } from './guard.ts'

/** 认领: the first of the candidates takes the task alone; a second claim by the same person changes nothing. */
export const claim: Verb = (run, seat, call) => {
  const { decide } = requireOpen(run, seat, call)
  if (seat.origin !== 'main' || (decide !== 'any' && decide !== 'claim')) {
    throw fail('process-verb-off', { verb: { zh: '认领', en: 'claim' } })
  }
  const others = rivals(run, seat)
  if (others.length === 0) return
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  run.note({ action: 'claimed', node: seat.node, seat: seat.key, round: seat.round })
  for (const other of others) {
    run.changeSeat(other.key, { status: 'removed' })
    run.closeSeat(other.key, { status: 'claimed', by: seat.person, opinion: null })
  }
}

function rivals(run: Run, seat: SeatState): SeatState[] {
  return Object.values(run.state.seats).filter(
    (other) => other.token === seat.token && other.key !== seat.key && other.origin === 'main' && other.status === 'open',
  )
}
