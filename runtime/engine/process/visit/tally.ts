import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { Run } from '../run.ts'

/** How the seats of a visit stand. Seats added before and after somebody count through the seat they belong to. */
export interface Tally {
  readonly all: number
  readonly approved: number
  readonly rejected: number
  readonly undecided: number
  readonly approvedWeight: Decimal
  readonly undecidedWeight: Decimal
}

export type Standing = 'approved' | 'rejected' | 'abstained' | 'undecided' | 'absent'

export function tallyOf(run: Run, seats: readonly SeatState[]): Tally {
  const counted = seats
    .filter((seat) => seat.origin === 'main' || seat.origin === 'beside')
    .map((seat) => ({ seat, standing: standingOf(run, seat) }))
  const of = (standing: Standing): SeatState[] => counted.filter((entry) => entry.standing === standing).map((entry) => entry.seat)
  return {
    all: counted.filter((entry) => entry.standing !== 'absent').length,
    approved: of('approved').length,
    rejected: of('rejected').length,
    undecided: of('undecided').length,
    approvedWeight: sumWeights(of('approved')),
    undecidedWeight: sumWeights(of('undecided')),
  }
}

/** A seat counts only when the people added after it have decided too. */
function standingOf(run: Run, seat: SeatState): Standing {
  switch (seat.status) {
    case 'approved':
    case 'submitted': {
      const after = innerVerdict(run, seat, 'after')
      return after === 'rejected' ? 'rejected' : after === 'undecided' ? 'undecided' : 'approved'
    }
    case 'rejected':
      return 'rejected'
    case 'abstained':
      return 'abstained'
    case 'removed':
    case 'transferred':
      return 'absent'
    default:
      return 'undecided'
  }
}

/** What the people added before or after a seat decided: any, all or in sequence. Nobody added: approved. */
export function innerVerdict(run: Run, seat: SeatState, origin: 'before' | 'after'): 'approved' | 'rejected' | 'undecided' {
  const added = Object.values(run.state.seats).filter(
    (other) => other.parent === seat.key && other.origin === origin && other.status !== 'removed' && other.status !== 'transferred',
  )
  if (added.length === 0) return 'approved'
  const approved = added.filter((other) => other.status === 'approved' || other.status === 'submitted').length
  const open = added.filter((other) => other.status === 'open' || other.status === 'planned' || other.status === 'waiting').length
  if (added[0]!.inner === 'any') return approved > 0 ? 'approved' : open > 0 ? 'undecided' : 'rejected'
  if (added.some((other) => other.status === 'rejected')) return 'rejected'
  return open > 0 ? 'undecided' : 'approved'
}

function sumWeights(seats: readonly SeatState[]): Decimal {
  return seats.reduce((sum, seat) => sum.add(Decimal.parse(seat.weight)), Decimal.zero)
}
