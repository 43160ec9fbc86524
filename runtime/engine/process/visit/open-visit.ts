import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { SeatState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { complete } from '../complete.ts'
import { nameOf } from '../passes.ts'
import { findCandidates } from '../people/find-candidates.ts'
import type { Candidate } from '../people/to-people.ts'
import type { Run } from '../run.ts'
import { decidedBefore } from './decided-before.ts'
import { judgeVisit } from './judge-visit.ts'
import { INITIATOR_NODE, settingsOf, type NodeSettings } from './node-settings.ts'
import { planDeadlines } from './deadlines.ts'
import { finishVisit } from './finish-visit.ts'

/** A token enters a user task: people are found, seats open, and what decides itself is decided at once. */
export function openVisit(run: Run, token: Token): void {
  const node = run.node(token.node)
  if (node.id === INITIATOR_NODE && run.state.initiator !== null) return openInitiator(run, token, node)
  const settings = settingsOf(node)
  const found = findCandidates(run, token, node, settings)
  if (found.instead !== null) return withoutPeople(run, token, node, found.instead)
  const round = nextRound(run, node)
  const chosen = settings.decide === 'random' ? [found.people[Math.floor(run.facts.random * found.people.length)]!] : found.people
  const seats = chosen.map((candidate, index) =>
    makeSeat(run, token, node, round, candidate, settings.decide === 'sequence' && index > 0 ? 'planned' : 'open'),
  )
  run.rest(token.key, { kind: 'visit', round, seats: seats.map((seat) => seat.key) })
  planDeadlines(run, token, node)
  for (const seat of seats) passSilently(run, node, seat, settings)
  judgeVisit(run, token.key, null)
}

function nextRound(run: Run, node: GraphNode): number {
  const round = (run.state.rounds[node.id] ?? 0) + 1
  run.state.rounds[node.id] = round
  return round
}

/** Started by its person, the first visit is done; after a return it is opened for correcting. */
function openInitiator(run: Run, token: Token, node: GraphNode): void {
  const round = nextRound(run, node)
  if (run.state.status !== 'returned') {
    run.note({ action: 'submitted', node: node.id, person: run.state.initiator, round })
    return complete(run, token)
  }
  const seat = makeSeat(
    run,
    token,
    node,
    round,
    { person: run.state.initiator!, principal: null, weight: '1', reason: { source: 'initiator', detail: '' } },
    'open',
  )
  run.rest(token.key, { kind: 'visit', round, seats: [seat.key] })
}

function makeSeat(
  run: Run,
  token: Token,
  node: GraphNode,
  round: number,
  candidate: Candidate,
  status: 'open' | 'planned' | 'waiting',
): SeatState {
  return run.putSeat({
    key: run.newKey(),
    token: token.key,
    node: node.id,
    round,
    person: candidate.person,
    principal: candidate.principal,
    weight: candidate.weight,
    status,
    origin: 'main',
    parent: null,
    inner: null,
    reason: candidate.reason,
    openedAt: run.facts.now,
    due: null,
    version: 1,
    urged: 0,
    urgedAt: null,
  })
}

/** Who decided before in this round need not decide again (去重); only his own seat passes. */
function passSilently(run: Run, node: GraphNode, seat: SeatState, settings: NodeSettings): void {
  const why = decidedBefore(run, seat, settings)
  if (why === null) return
  run.changeSeat(seat.key, { status: 'approved' })
  run.closeSeat(seat.key, { status: 'approved', by: null, opinion: null })
  run.note({
    action: 'approved-automatically',
    node: node.id,
    seat: seat.key,
    person: null,
    round: seat.round,
    detail: { why, seatOf: seat.person },
  })
}

function withoutPeople(run: Run, token: Token, node: GraphNode, policy: 'pass' | 'reject' | 'incident'): void {
  nextRound(run, node)
  run.note({ action: 'nobody', node: node.id, person: null, detail: { policy } })
  if (policy === 'incident') {
    run.rest(token.key, { kind: 'incident', code: 'nobody-to-decide', parameters: { node: nameOf(node) } })
    run.note({ action: 'incident', node: node.id, person: null, detail: { code: 'nobody-to-decide' } })
  } else finishVisit(run, token.key, policy === 'pass' ? 'approve' : 'reject')
}
