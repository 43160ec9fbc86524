import type { SeatState, Visit } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import { startClock } from '../visit/deadlines.ts'
import { nameOfPerson } from './guard.ts'

interface Added {
  readonly origin: SeatState['origin']
  readonly inner: SeatState['inner']
  readonly status: SeatState['status']
  readonly source: string
}

/** A further seat of the same visit, belonging to the seat of whoever asked for it. */
export function addSeat(run: Run, owner: SeatState, person: number, added: Added): SeatState {
  const seat = run.putSeat({
    ...owner,
    key: run.newKey(),
    person,
    principal: null,
    weight: '1',
    due: null,
    // A helper's opinion has no deadline of its own.
    clock: added.origin === 'helper' ? { paused: null } : undefined,
    status: added.status,
    origin: added.origin,
    inner: added.inner,
    parent: owner.key,
    reason: { source: added.source, detail: nameOfPerson(run, owner.person) },
    openedAt: run.facts.now,
    version: 1,
    urged: 0,
    urgedAt: null,
  })
  const visit = run.token(owner.token)!.rest as Visit
  run.rest(owner.token, { ...visit, seats: [...visit.seats, seat.key] })
  if (added.origin !== 'helper' && added.status === 'open') startClock(run, seat.key)
  return seat
}
