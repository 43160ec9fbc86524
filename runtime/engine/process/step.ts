import { assert } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { drain } from './drain.ts'
import type { HistoryEntry, ProcessEffect, SeatChange, SubscriptionChange } from './effect.ts'
import type { ProcessEngine } from './engine.ts'
import type { ProcessEvent } from './event.ts'
import type { ProcessFacts } from './facts.ts'
import { handlerFor } from './handlers/index.ts'
import { EngineMoves } from './moves.ts'
import { seatChanges, subscriptionChanges } from './changes.ts'
import { Run } from './run.ts'
import type { StepLog } from './step-log.ts'

/** The new state and everything that comes of it: rows to write, work for others, history. */
export interface StepResult {
  readonly state: ProcessState
  readonly history: readonly HistoryEntry[]
  readonly effects: readonly ProcessEffect[]
  readonly seats: readonly SeatChange[]
  readonly subscriptions: readonly SubscriptionChange[]
  /** Ids of elements and flows passed, in order. */
  readonly trace: readonly string[]
}

/** A fact is missing: load it and call `step` again. */
export interface StepNeed {
  readonly need: NonNullable<unknown>
}

/** Thrown by readers of facts inside an expression when something is not loaded yet; `step` hands it out as `need`. */
class MissingFact extends Error {
  readonly fact: NonNullable<unknown>

  constructor(fact: NonNullable<unknown>) {
    super('A fact is missing')
    this.fact = fact
  }
}

/**
 * One step of an instance: pure, all or nothing. The given state is left as it was. `log` notes what it asked of the world.
 * Errors: AppErrors of what is refused; the caller keeps the state before.
 */
export function step(
  engine: ProcessEngine,
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  facts: ProcessFacts,
  log?: StepLog,
): StepResult | StepNeed {
  const run = new Run(engine, graph, state, facts, log)
  const moves = new EngineMoves(run)
  try {
    run.state.steps++
    handlerFor(event)(run, moves)
    drain(run, moves)
  } catch (error) {
    if (error instanceof MissingFact) return { need: error.fact }
    throw error
  }
  return {
    state: run.state,
    history: run.history,
    effects: run.effects,
    seats: seatChanges(state, run),
    subscriptions: subscriptionChanges(state, run.state),
    trace: run.trace,
  }
}

/** For callers that gave every fact: the result itself. */
export function completeStep(
  engine: ProcessEngine,
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  facts: ProcessFacts,
  log?: StepLog,
): StepResult {
  const result = step(engine, graph, state, event, facts, log)
  assert(!('need' in result), 'A fact is missing')
  return result
}
