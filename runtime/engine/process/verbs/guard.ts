import { fail } from '@formwork/platform/error/index.ts'
import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { VerbInput } from '../event.ts'
import { requireRunning } from '../handlers/cancel.ts'
import { nameOf } from '../passes.ts'
import { forbiddenBy } from '../people/duties.ts'
import type { Run } from '../run.ts'
import { settingsOf, type NodeSettings } from '../visit/node-settings.ts'

export interface VerbCall extends VerbInput {
  readonly person: number | null
}

export type Verb = (run: Run, seat: SeatState, call: VerbCall) => void

export function findSeat(run: Run, key: number): SeatState {
  requireRunning(run)
  const seat = run.state.seats[key]
  if (seat === undefined) throw fail('seat-closed', { by: { zh: '他人', en: 'somebody else' } })
  return seat
}

/** The seat is open, it is the actor's, and it is as he saw it. */
export function requireOpen(run: Run, seat: SeatState, call: VerbCall): NodeSettings {
  if (seat.status !== 'open') {
    throw fail(seat.status === 'waiting' || seat.status === 'planned' ? 'seat-not-open' : 'seat-closed', {
      by: nameOfPerson(run, seat.person),
      node: nameOf(run.node(seat.node)),
    })
  }
  requireOwner(seat, call)
  if (call.version !== undefined && call.version !== seat.version) {
    throw fail('stale-version', { seen: call.version, current: seat.version })
  }
  return settingsOf(run.node(seat.node))
}

/** Only the holder acts; the system (timers, tests of models) may act for anybody. */
function requireOwner(seat: SeatState, call: VerbCall): void {
  if (call.person !== null && call.person !== seat.person) throw fail('not-your-seat')
}

export function requireOpinion(settings: NodeSettings, call: VerbCall, isRejecting: boolean): void {
  const isNeeded = settings.opinion === 'required' || (settings.opinion === 'required-on-reject' && isRejecting)
  if (isNeeded && (call.opinion ?? '').trim() === '') throw fail('opinion-required')
  if (settings.signature && !isRejecting && (call.signature ?? '') === '') throw fail('signature-required')
}

export function nameOfPerson(run: Run, person: number | null): string {
  return person === null ? '' : (run.facts.people.people.get(person)?.name ?? String(person))
}

/** Two steps of one duty may be open with one person at the same time; he decides the first of them only. Errors: `process-duties`. */
function requireSeparate(run: Run, seat: SeatState): void {
  const other = forbiddenBy(run, seat.node, seat)
  if (other === null) return
  const node = run.graph.nodes.get(other)
  throw fail('process-duties', { other: node === undefined ? other : nameOf(node), element: nameOf(run.node(seat.node)) })
}

/** Closes a seat by its holder's own act and writes it into the history. */
export function closeByHand(run: Run, seat: SeatState, call: VerbCall, status: 'approved' | 'rejected' | 'abstained' | 'submitted'): void {
  if (seat.origin !== 'helper') requireSeparate(run, seat)
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  run.changeSeat(seat.key, { status })
  run.closeSeat(seat.key, { status, by: call.person ?? seat.person, opinion: call.opinion ?? null })
  if (seat.origin !== 'helper') {
    run.state.acted = [...(run.state.acted ?? []), { node: seat.node, person: seat.person, principal: seat.principal }]
  }
  run.note({
    action: status,
    node: seat.node,
    seat: seat.key,
    round: seat.round,
    detail: { opinion: call.opinion ?? null, ...(call.signature == null ? {} : { signature: call.signature }) },
  })
  dropHelpers(run, seat)
}

/** Whoever was asked for an opinion need not give it any more. */
function dropHelpers(run: Run, owner: SeatState): void {
  for (const seat of Object.values(run.state.seats)) {
    if (seat.parent !== owner.key || seat.origin !== 'helper' || seat.status !== 'open') continue
    run.changeSeat(seat.key, { status: 'removed' })
    run.closeSeat(seat.key, { status: 'not-needed', by: null, opinion: null })
  }
}
