import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { StepResult } from '../step.ts'

/** One visit of a step that people decide: who was asked, and how it ended. */
export interface PathVisit {
  readonly node: string
  readonly round: number
  /** In order of their seats; proxies by themselves. */
  readonly people: readonly number[]
  /** approve, reject; null: undecided, or left by a return, a jump or the end of the process. */
  readonly verdict: string | null
}

/** The decision path of an instance: visits in order, and how it ended. */
export interface DecisionPath {
  readonly visits: readonly PathVisit[]
  readonly status: ProcessState['status']
  readonly outcome: string | null
}

/** Collects the decision path while steps happen. */
export class PathRecorder {
  readonly #visits = new Map<string, { node: string; round: number; people: number[]; verdict: string | null }>()

  record(result: StepResult): void {
    for (const { seat, change } of result.seats) {
      if (seat.origin === 'helper') continue
      const { people } = this.#visit(seat.node, seat.round)
      const isNew = change === 'opened' || change === 'updated' || change === 'reopened'
      if ((isNew || people.length === 0) && seat.status !== 'removed' && !people.includes(seat.person)) people.push(seat.person)
    }
    for (const line of result.history) {
      if (line.node === null) continue
      if (line.action === 'nobody') this.#visit(line.node, result.state.rounds[line.node] ?? 1)
      if (line.action === 'node-approved' || line.action === 'node-rejected') {
        this.#visit(line.node, line.round ?? 1).verdict = line.action === 'node-approved' ? 'approve' : 'reject'
      }
      if (line.action === 'taken-back') this.#visit(line.node, result.state.rounds[line.node] ?? 1).verdict = null
    }
  }

  path(state: ProcessState): DecisionPath {
    return { visits: [...this.#visits.values()], status: state.status, outcome: state.outcome }
  }

  #visit(node: string, round: number): { node: string; round: number; people: number[]; verdict: string | null } {
    const key = `${node} ${round}`
    const known = this.#visits.get(key)
    if (known !== undefined) return known
    const made = { node, round, people: [], verdict: null }
    this.#visits.set(key, made)
    return made
  }
}
