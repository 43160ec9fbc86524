import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { encodeState } from './codec.ts'
import type { ProcessEngine } from './engine.ts'
import { decideAgain } from './evaluate.ts'
import type { ProcessEvent } from './event.ts'
import type { ProcessFacts } from './facts.ts'
import { StepLog, type Decision } from './step-log.ts'
import { completeStep, type StepResult } from './step.ts'

type StartEvent = Extract<ProcessEvent, { type: 'start' }>

/** A step that began and ended an instance by conditions over the record alone. */
interface KnownStart {
  readonly decisions: readonly Decision[]
  readonly result: StepResult
}

/** What one person's starts of a graph came to. */
interface KnownStarts {
  readonly starts: KnownStart[]
  /** Starts that cannot be repeated: with many of them nobody looks any more. */
  misses: number
}

const MOST_STARTS = 8
const MOST_MISSES = 8
const MOST_PEOPLE = 1_000

const known = new WeakMap<ProcessEngine, WeakMap<ProcessGraph, Map<number | null, KnownStarts>>>()
const texts = new WeakMap<ProcessState, string>()

/** A first step; `keep` is called when every fact that it asked for was there. */
export interface StartedStep {
  readonly result: StepResult
  readonly keep?: () => void
}

/**
 * The first step of an instance. Steps are pure: most instances run through to their end, since their record is small
 * enough to need nobody, and then the same answers of the same conditions make the same step, which is not computed again.
 * Errors: those of `step`.
 */
export function startStep(
  engine: ProcessEngine,
  graph: ProcessGraph,
  state: ProcessState,
  event: StartEvent,
  facts: ProcessFacts,
): StartedStep {
  if (event.node !== undefined || event.picks !== undefined || hasEntries(event.variables)) {
    return { result: completeStep(engine, graph, state, event, facts) }
  }
  const own = startsOf(engine, graph, event.person)
  const repeated = own.starts.find(({ decisions }) => decideAgain(engine.functions, facts, event.person, decisions))
  if (repeated !== undefined) return { result: repeated.result }
  if (own.misses >= MOST_MISSES || own.starts.length >= MOST_STARTS) return { result: completeStep(engine, graph, state, event, facts) }
  const log = new StepLog(facts)
  const result = completeStep(engine, graph, state, event, facts, log)
  return { result, keep: () => keepStart(own, log, result) }
}

/** The state as text; of a step that is repeated it is there already. */
export function startedStateText(state: ProcessState): string {
  return texts.get(state) ?? encodeState(state)
}

function keepStart(own: KnownStarts, log: StepLog, result: StepResult): void {
  const { state, seats, subscriptions } = result
  if (!log.isRepeatable || state.status !== 'ended' || seats.length + subscriptions.length > 0) {
    own.misses++
    return
  }
  freeze(result)
  texts.set(state, encodeState(state))
  own.starts.push({ decisions: log.decisions, result })
}

function startsOf(engine: ProcessEngine, graph: ProcessGraph, person: number | null): KnownStarts {
  let graphs = known.get(engine)
  if (graphs === undefined) known.set(engine, (graphs = new WeakMap()))
  let people = graphs.get(graph)
  if (people === undefined || people.size > MOST_PEOPLE) graphs.set(graph, (people = new Map<number | null, KnownStarts>()))
  let own = people.get(person)
  if (own === undefined) people.set(person, (own = { starts: [], misses: 0 }))
  return own
}

function hasEntries(entries: object): boolean {
  for (const _ in entries) return true
  return false
}

/** Many instances share what is repeated: nobody may change it. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const each of Object.values(value)) freeze(each)
}
