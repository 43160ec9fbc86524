import type { Model } from '@formwork/platform/definition/model.ts'
import { assert, isAppError } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decode, decodeState, encode } from '../engine/process/codec.ts'
import type { ProcessEvent } from '../engine/process/event.ts'
import type { ProcessDepartment, ProcessFacts, ProcessPeople, ProcessPerson } from '../engine/process/facts.ts'
import { migrateState } from '../engine/process/migrate.ts'
import type { PathDifference } from '../engine/process/rehearsal/compare-paths.ts'
import type { KeptFacts } from '../engine/process/rehearsal/kept-facts.ts'
import type { DecisionPath } from '../engine/process/rehearsal/path.ts'
import { randomOf } from '../engine/process/rehearsal/random-of.ts'
import { ExactReplay, RehearsedInstance } from '../engine/process/rehearsal/replay.ts'
import { FactBook } from '../engine/record/facts.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { RecordException, RecordHeader, StoredRecord } from '../engine/record/stored-record.ts'
import { readHistory } from '../store/process/history.ts'
import type { InstanceRow } from '../store/process/instances.ts'
import { readOutdatedRecord, readPeople, readRecordFact, readSteps, type StepRow } from '../store/process/steps.ts'
import { calendarIn } from './process-facts.ts'
import { processEngineOf } from './process-engine.ts'
import { compiledVersion, type CompiledVersion } from './process-version.ts'
import type { QueryContext } from './query.ts'
import { withReadFacts } from './read-facts.ts'

type RecordFacts = KeptFacts<RecordHeader, RecordException>

/** One past instance and what became of it under the other process. */
export interface Rehearsed {
  readonly row: InstanceRow
  /** The version it began with. */
  readonly base: CompiledVersion
  readonly reproduced: boolean
  readonly before: DecisionPath
  readonly after: DecisionPath
  readonly differences: readonly PathDifference[]
  readonly assumed: number
}

export interface Candidate {
  readonly model: Model
  readonly version: CompiledVersion
}

/** Runs an instance again, exactly and under the other process, with the facts that each of its steps consumed. */
export async function rehearseInstance(context: QueryContext, row: InstanceRow, candidate: Candidate): Promise<Rehearsed> {
  const steps = await readSteps(context.reading, row.id)
  const [first] = steps
  assert(first !== undefined, 'An instance without kept steps cannot be rehearsed')
  const engine = processEngineOf(context.registry)
  const base = await compiledVersion(context.reading, first.definition)
  const exact = new ExactReplay(engine, base.graph)
  const other = new RehearsedInstance(engine, candidate.version.graph)
  let version = base
  let isExact = true
  for (const step of steps) {
    const event = decode(step.event) as ProcessEvent
    const kept = (step.facts === null ? { administrators: [] } : decode(step.facts)) as RecordFacts
    if (kept.migration !== undefined) {
      version = await compiledVersion(context.reading, kept.migration.definition)
      exact.state = migrateState(exact.state, exact.graph, version.graph, kept.migration.mapping).state
      exact.graph = version.graph
    }
    const before = exact.state
    const world = { context, row, step, kept }
    other.keep(await withKeptFacts(world, candidate, (facts) => other.attempt(event, before, facts)))
    try {
      exact.keep(await withKeptFacts(world, { model: context.model, version }, (facts) => exact.attempt(event, facts)))
    } catch (error) {
      if (!isAppError(error)) throw error
      isExact = false
      break
    }
  }
  const reproduced = isExact && (await isReproduced(context, row, exact))
  return { row, base, reproduced, before: exact.path(), after: other.path(), differences: other.differences, assumed: other.assumed }
}

/** Every line of history and the whole state are what they were. */
async function isReproduced(context: QueryContext, row: InstanceRow, exact: ExactReplay): Promise<boolean> {
  const lines = (await readHistory(context.reading, row.id)).map(({ at: _, ...line }) => line)
  return plain(exact.history) === plain(lines) && comparable(exact.state) === comparable(decodeState(row.state))
}

/** Keys in order, as both were written by different hands. */
function plain(value: unknown): string {
  return JSON.stringify(sortKeys(JSON.parse(JSON.stringify(value))))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  )
}

function comparable(state: ProcessState): string {
  return plain(JSON.parse(encode(state)))
}

interface KeptWorld {
  readonly context: QueryContext
  readonly row: InstanceRow
  readonly step: StepRow
  readonly kept: RecordFacts
}

/** Facts as they were; what this process asks for beyond them is read as it is today. */
async function withKeptFacts<T>(
  { context, row, step, kept }: KeptWorld,
  { model, version }: Candidate,
  work: (facts: ProcessFacts) => T,
): Promise<T> {
  const { timeZone } = context.store
  const book = new FactBook({ model, registry: context.registry, now: step.at, timeZone })
  const record = await ownRecord(context, row, step, kept)
  if (record !== undefined) book.learnRecord(record.header.id, record, true)
  for (const [id, , factVersion, lines] of kept.records ?? []) {
    book.learnRecord(id, factVersion === null ? null : ((await recordFact(context, id, factVersion, lines)) ?? null), lines)
  }
  for (const [key, value] of kept.balances ?? []) book.learnBalance(key, value === null ? null : Decimal.parse(value))
  const facts: ProcessFacts = {
    now: step.at,
    timeZone,
    people: await peopleOf(context, step.people),
    process: version.process,
    record: record === undefined ? undefined : recordContext(book, record),
    decisions: version.decisions,
    calendar: (name) => calendarIn(version.calendars, name, timeZone),
    proxies: kept.proxies ?? [],
    random: randomOf(row.id, step.step - 1),
    administrators: kept.administrators,
    shown: kept.shown ?? null,
  }
  const outcome = await withReadFacts(context, book, 'all', () => {
    try {
      return { result: work(facts) }
    } catch (error) {
      return { error }
    }
  })
  if ('error' in outcome) throw outcome.error
  return outcome.result
}

/** The record as the step saw it: its values are those of today until a later version of it was kept. */
async function ownRecord(context: QueryContext, row: InstanceRow, step: StepRow, kept: RecordFacts): Promise<StoredRecord | undefined> {
  if (row.entity === null || row.record === null || step.recordVersion === null) return undefined
  const text = await readOutdatedRecord(context.reading, row.record, step.recordVersion)
  const found =
    text === undefined ? await context.store.records.load(context.reading, row.entity, row.record) : (decode(text) as StoredRecord)
  return found === undefined || kept.header === undefined ? found : { ...found, header: kept.header, exceptions: kept.exceptions ?? [] }
}

async function recordFact(context: QueryContext, id: number, version: number, lines: boolean): Promise<StoredRecord | undefined> {
  const text = await readRecordFact(context.reading, id, version, lines)
  return text === undefined ? undefined : (decode(text) as StoredRecord)
}

async function peopleOf(context: QueryContext, revision: number): Promise<ProcessPeople> {
  const text = await readPeople(context.reading, revision)
  if (text === undefined) return context.organisation
  const { people, departments } = JSON.parse(text) as {
    people: readonly ProcessPerson[]
    departments: readonly ProcessDepartment[]
  }
  return {
    people: new Map(people.map((each) => [each.id, each])),
    departments: new Map(departments.map((each) => [each.id, each])),
  }
}
