import { isAppError } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessEngine } from '../engine.ts'
import type { HistoryEntry } from '../effect.ts'
import type { ProcessEvent } from '../event.ts'
import type { ProcessFacts } from '../facts.ts'
import { newState } from '../new-state.ts'
import { completeStep, type StepResult } from '../step.ts'
import { makeUndo, type Undo } from '../undo.ts'
import { PathRecorder, type DecisionPath } from './path.ts'
import type { PathDifference } from './compare-paths.ts'
import { counterpart, translateEvent } from './translate-event.ts'

/** Seats that are taken to agree before one recorded decision; more is a circle. */
const MOST_ASSUMED = 50

/** What comes of one step, before it is kept: facts may be missing and the step computed again. */
interface Attempt {
  readonly state: ProcessState
  readonly results: readonly StepResult[]
  readonly differences: readonly PathDifference[]
  readonly undos: readonly (readonly [number, Undo | null])[]
  readonly assumed: number
}

/** An instance that runs again, exactly as its events say. */
export class ExactReplay {
  state: ProcessState
  graph: ProcessGraph
  readonly history: HistoryEntry[] = []
  readonly #engine: ProcessEngine
  readonly #recorder = new PathRecorder()

  constructor(engine: ProcessEngine, graph: ProcessGraph) {
    this.#engine = engine
    this.graph = graph
    this.state = newState(graph)
  }

  attempt(event: ProcessEvent, facts: ProcessFacts): StepResult {
    return completeStep(this.#engine, this.graph, this.state, event, facts)
  }

  keep(result: StepResult): void {
    this.state = result.state
    this.history.push(...result.history)
    this.#recorder.record(result)
  }

  path(): DecisionPath {
    return this.#recorder.path(this.state)
  }
}

/** The same instance under another process: its events find their counterparts, and steps that are new are taken to agree. */
export class RehearsedInstance {
  state: ProcessState
  readonly graph: ProcessGraph
  readonly differences: PathDifference[] = []
  /** Decisions that nobody made, because the steps are new. */
  assumed = 0
  readonly #engine: ProcessEngine
  readonly #recorder = new PathRecorder()
  readonly #undos = new Map<number, Undo | null>()

  constructor(engine: ProcessEngine, graph: ProcessGraph) {
    this.#engine = engine
    this.graph = graph
    this.state = newState(graph)
  }

  /** `base`: the instance as it really was before the event. */
  attempt(event: ProcessEvent, base: ProcessState, facts: ProcessFacts): Attempt {
    const attempt = {
      state: this.state,
      results: [] as StepResult[],
      differences: [] as PathDifference[],
      undos: [] as [number, Undo | null][],
      assumed: 0,
    }
    if (this.state.status === 'ended' && event.type !== 'move') return attempt
    if (event.type === 'take-back') return this.#takeBack(event, attempt, facts)
    for (let count = 0; event.type === 'verb' && count < MOST_ASSUMED; count++) {
      if (counterpart(base.seats[event.seat], attempt.state) !== undefined || !this.#assume(attempt, base, facts)) break
    }
    const translated = translateEvent(event, base, attempt.state, this.graph)
    if (translated !== undefined) this.#step(attempt, translated, facts, event.type === 'verb' ? event.seat : null)
    else if (event.type === 'verb') {
      const seat = base.seats[event.seat]
      if (seat !== undefined) attempt.differences.push({ kind: 'not-asked', node: seat.node, person: seat.person })
    }
    return attempt
  }

  keep(attempt: Attempt): void {
    this.state = attempt.state
    this.assumed += attempt.assumed
    this.differences.push(...attempt.differences)
    for (const [seat, undo] of attempt.undos) this.#undos.set(seat, undo)
    for (const result of attempt.results) this.#recorder.record(result)
  }

  path(): DecisionPath {
    return this.#recorder.path(this.state)
  }

  /** Open seats of steps where nobody is asked in reality. */
  #assume(attempt: Mutable, base: ProcessState, facts: ProcessFacts): boolean {
    const asked = new Set(Object.values(base.seats).map((seat) => seat.node))
    const seat = Object.values(attempt.state.seats).find((other) => other.status === 'open' && !asked.has(other.node))
    if (seat === undefined) return false
    const before = attempt.results.length
    const input = { opinion: '-', signature: '-' }
    this.#step(attempt, { type: 'verb', verb: 'approve', seat: seat.key, person: null, input }, facts, null)
    attempt.assumed++
    return attempt.results.length > before
  }

  #step(attempt: Mutable, event: ProcessEvent, facts: ProcessFacts, baseSeat: number | null): void {
    try {
      const before = attempt.state
      const result = completeStep(this.#engine, this.graph, before, event, facts)
      attempt.results.push(result)
      attempt.state = result.state
      if (event.type === 'verb' && baseSeat !== null) {
        attempt.undos.push([baseSeat, makeUndo(before, result.state, result.effects, event.seat, event.person ?? 0)])
      }
    } catch (error) {
      if (!isAppError(error)) throw error
      const node = event.type === 'verb' ? (attempt.state.seats[event.seat]?.node ?? null) : null
      attempt.differences.push({ kind: 'refused', node, code: error.code })
    }
  }

  #takeBack(event: Extract<ProcessEvent, { type: 'take-back' }>, attempt: Mutable, facts: ProcessFacts): Attempt {
    const undo = this.#undos.get((event.undo as Undo).seat)
    if (undo != null) this.#step(attempt, { ...event, undo: { ...undo, person: (event.undo as Undo).person } }, facts, null)
    return attempt
  }
}

type Mutable = { -readonly [Key in keyof Attempt]: Attempt[Key] extends readonly (infer Item)[] ? Item[] : Attempt[Key] }
