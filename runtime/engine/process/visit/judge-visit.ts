import type { SeatState, Visit } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import { finishVisit } from './finish-visit.ts'
import { resumeClock, startClock } from './deadlines.ts'
import { settingsOf } from './node-settings.ts'
import { innerVerdict, tallyOf } from './tally.ts'
import { verdictOf, type Verdict } from './verdict.ts'

/** After every change of its seats: opens who is next, and ends the visit when its outcome is certain. */
export function judgeVisit(run: Run, token: number, last: Verdict | null): void {
  const visit = run.token(token)?.rest
  if (visit?.kind !== 'visit') return
  reopenOwners(run, visit)
  const settings = settingsOf(run.node(run.token(token)!.node))
  if (settings.decide === 'sequence') {
    openNext(
      run,
      seatsOf(run, visit).filter((seat) => seat.origin === 'main' || seat.origin === 'beside'),
    )
  }
  openAdded(run, visit)
  const tally = tallyOf(run, seatsOf(run, visit))
  const verdict = verdictOf(settings, tally)
  if (verdict !== null) return finishVisit(run, token, verdict)
  if (tally.undecided === 0) finishVisit(run, token, settings.undecided === 'last' && last !== null ? last : 'reject')
}

export function seatsOf(run: Run, visit: Visit): SeatState[] {
  return visit.seats.map((key) => run.state.seats[key]).filter((seat) => seat !== undefined)
}

/** A seat that waits for people added before it opens again when they are done, whatever they said. */
function reopenOwners(run: Run, visit: Visit): void {
  for (const seat of seatsOf(run, visit)) {
    if (seat.status !== 'waiting' || innerVerdict(run, seat, 'before') === 'undecided') continue
    cancelAdded(run, visit, seat, 'before')
    run.changeSeat(seat.key, { status: 'open', openedAt: run.facts.now })
    resumeClock(run, seat.key)
  }
}

/** Added people who were not needed any more ("any" of them decided). */
function cancelAdded(run: Run, visit: Visit, owner: SeatState, origin: 'before' | 'after'): void {
  for (const seat of seatsOf(run, visit)) {
    if (seat.parent !== owner.key || seat.origin !== origin || (seat.status !== 'open' && seat.status !== 'planned')) continue
    run.changeSeat(seat.key, { status: 'removed' })
    run.closeSeat(seat.key, { status: 'not-needed', by: null, opinion: null })
  }
}

/** In sequence one seat is open at a time. */
function openNext(run: Run, seats: readonly SeatState[]): void {
  if (seats.some((seat) => seat.status === 'open' || seat.status === 'waiting')) return
  const next = seats.find((seat) => seat.status === 'planned')
  if (next === undefined) return
  run.changeSeat(next.key, { status: 'open', openedAt: run.facts.now })
  startClock(run, next.key)
}

function openAdded(run: Run, visit: Visit): void {
  const seats = seatsOf(run, visit)
  for (const owner of seats) {
    const added = seats.filter((seat) => seat.parent === owner.key && (seat.origin === 'before' || seat.origin === 'after'))
    if (added[0]?.inner === 'sequence') openNext(run, added)
    if (owner.status === 'approved' && innerVerdict(run, owner, 'after') !== 'undecided') cancelAdded(run, visit, owner, 'after')
  }
}
