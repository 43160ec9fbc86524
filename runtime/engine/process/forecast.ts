import { CANCEL_REQUEST } from '@formwork/platform/definition/bpmn/cancel-request.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState, SeatReason } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessEngine } from './engine.ts'
import type { ProcessFacts } from './facts.ts'
import { step, type StepResult } from './step.ts'

/** One step of the path ahead. */
export interface ForecastStep {
  readonly node: string
  readonly round: number
  /** open: decided now; ahead: expected; automatic: passes by itself; unknown: it waits for something else. */
  readonly status: 'open' | 'ahead' | 'automatic' | 'unknown'
  readonly people: readonly { readonly person: number; readonly reason: SeatReason }[]
}

/** Longest path that is foreseen; a process that people keep going round ends here. */
const MOST_STEPS = 200

/**
 * The rest of the path when everybody agrees and nobody uses another verb: the real engine on a copy, with the values
 * of now. It ends where something other than people is awaited.
 */
export function forecast(engine: ProcessEngine, graph: ProcessGraph, state: ProcessState, facts: ProcessFacts): ForecastStep[] {
  const path = new Path()
  path.see(state, 'open')
  let current = state
  for (let count = 0; count < MOST_STEPS && current.status === 'running'; count++) {
    const next = agreeOnce(engine, graph, current, facts)
    if (next === undefined) {
      path.seeWaiting(current)
      break
    }
    path.seeAutomatic(next, current)
    path.see(next.state, 'ahead')
    current = next.state
  }
  return path.steps
}

/** The first open seat agrees. Undefined: nobody can, or the step asks for something that is not known yet. */
function agreeOnce(engine: ProcessEngine, graph: ProcessGraph, state: ProcessState, facts: ProcessFacts): StepResult | undefined {
  const seat = Object.values(state.seats).find((candidate) => candidate.status === 'open' && candidate.node !== CANCEL_REQUEST)
  if (seat === undefined) return undefined
  try {
    const result = step(
      engine,
      graph,
      state,
      { type: 'verb', verb: 'approve', seat: seat.key, person: null, input: { opinion: '-', signature: '-' } },
      facts,
    )
    return 'need' in result ? undefined : result
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

class Path {
  readonly steps: ForecastStep[] = []
  readonly #seen = new Set<string>()

  see(state: ProcessState, status: 'open' | 'ahead'): void {
    for (const token of Object.values(state.tokens)) {
      if (token.rest?.kind !== 'visit' || !this.#isNew(token.node, token.key)) continue
      const people = token.rest.seats
        .map((key) => state.seats[key])
        .filter((seat) => seat !== undefined && seat.status !== 'removed')
        .map((seat) => ({ person: seat!.person, reason: seat!.reason }))
      this.steps.push({ node: token.node, round: token.rest.round, status, people })
    }
  }

  /** Visits that came and went within one step. */
  seeAutomatic(result: StepResult, before: ProcessState): void {
    const nodes = new Map<string, { person: number; reason: SeatReason }[]>()
    for (const line of result.history) {
      if (line.action === 'nobody' && line.node !== null) nodes.set(line.node, nodes.get(line.node) ?? [])
      if (line.action !== 'approved-automatically' || line.node === null) continue
      const people = nodes.get(line.node) ?? []
      people.push({ person: Number(line.detail.seatOf), reason: { source: 'duplicate', detail: String(line.detail.why) } })
      nodes.set(line.node, people)
    }
    const resting = new Set(Object.values(result.state.tokens).map((token) => token.node))
    for (const [node, people] of nodes) {
      if (resting.has(node) || Object.values(before.tokens).some((token) => token.node === node)) continue
      this.steps.push({ node, round: result.state.rounds[node] ?? 1, status: 'automatic', people })
    }
  }

  seeWaiting(state: ProcessState): void {
    for (const token of Object.values(state.tokens)) {
      const waits =
        token.rest?.kind === 'event' || token.rest?.kind === 'external' || token.rest?.kind === 'call' || token.rest?.kind === 'incident'
      if (waits && this.#isNew(token.node, token.key)) this.steps.push({ node: token.node, round: 1, status: 'unknown', people: [] })
    }
  }

  #isNew(node: string, token: number): boolean {
    const key = `${node} ${token}`
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}
