import { assert, fail } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decodeState, encodeState } from '../../engine/process/codec.ts'
import type { ProcessEvent } from '../../engine/process/event.ts'
import type { ProxyRule } from '../../engine/process/facts.ts'
import { startStep, type StartedStep } from '../../engine/process/start-step.ts'
import { completeStep, type StepResult } from '../../engine/process/step.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import { appendHistory } from '../../store/process/history.ts'
import { lockInstance, updateInstance, type InstanceRow } from '../../store/process/instances.ts'
import { processEngineOf } from '../../query/process-engine.ts'
import { shownHash } from '../../query/shown-values.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { keepStep, type ConsumedFacts } from './keep-step.ts'
import type { KeptMigration } from '../../engine/process/rehearsal/kept-facts.ts'
import { randomOf } from '../../engine/process/rehearsal/random-of.ts'
import { compiledVersion, type CompiledVersion } from '../../query/process-version.ts'
import { processFacts, proxyRules } from '../../query/process-facts.ts'
import { followStep } from './follow-step.ts'

/** An instance in the hands of a command: its row is locked. */
export interface HeldInstance {
  readonly row: InstanceRow
  readonly version: CompiledVersion
  readonly state: ProcessState
}

/** Errors: `process-unknown-instance`. */
export async function holdInstance(unit: Unit, id: number): Promise<HeldInstance> {
  const row = await lockInstance(unit.transaction, id)
  if (row === undefined) throw fail('process-unknown-instance', { id })
  return { row, version: await compiledVersion(unit.transaction, row.definition), state: decodeState(row.state) }
}

export interface Stepped {
  readonly before: ProcessState
  readonly result: StepResult
}

/** Lets one event happen to a held instance: computes, writes rows, then does what follows from it in this transaction. */
export async function stepInstance(unit: Unit, held: HeldInstance, event: ProcessEvent, migration?: KeptMigration): Promise<Stepped> {
  const { result, consumed } = await computeStep(unit, held, event)
  const head = await appendHistory(unit.transaction, held.row.id, held.row.head, result.history, unit.now)
  const { state } = result
  const isFirst = await updateInstance(unit.transaction, held.row.id, held.row.version, {
    definition: held.row.definition,
    status: state.status,
    outcome: state.outcome,
    endedAt: state.status === 'ended' ? unit.now : null,
    incidents: countIncidents(state),
    head,
    state: encodeState(state),
  })
  assert(isFirst, 'An instance changed although its row was held')
  await keepStep(unit, held.row, held.state.steps + 1, event, consumed, migration)
  await followStep(unit, held.row, result)
  return { before: held.state, result }
}

/** A computed step with what it consumed of the world. */
export interface ComputedStep {
  readonly result: StepResult
  readonly consumed: ConsumedFacts
}

type SteppedInstance = Pick<HeldInstance, 'version' | 'state'> & { readonly row: Pick<InstanceRow, 'id' | 'entity' | 'record'> }

/** The pure step, repeated until every fact that its expressions asked for is loaded. */
export function computeStep(unit: Unit, held: SteppedInstance, event: ProcessEvent): MaybePromise<ComputedStep> {
  const { entity, record: id } = held.row
  return andThen(entity === null || id === null ? undefined : unit.load(entity, id), (record) =>
    andThen(proxyRules(unit.transaction, unit.now), (proxies) => computeWith(unit, held, event, record, proxies)),
  )
}

function computeWith(
  unit: Unit,
  held: SteppedInstance,
  event: ProcessEvent,
  record: StoredRecord | undefined,
  proxies: readonly ProxyRule[],
): MaybePromise<ComputedStep> {
  let seen: string | null | undefined
  const shown = (): string | null => (seen ??= record === undefined ? null : shownHash(unit.model, unit.registry, record))
  const random = randomOf(held.row.id, held.state.steps)
  const { process, decisions, calendars } = held.version
  const sources = { model: unit.model, organisation: unit.organisation, facts: unit.facts, now: unit.now, timeZone: unit.store.timeZone }
  const outcome = withFacts(unit, () => {
    unit.facts.beginTrace()
    const facts = processFacts(sources, { process, decisions, calendars, record, shown, proxies, random })
    try {
      const engine = processEngineOf(unit.registry)
      const { graph } = held.version
      const stepped: StartedStep =
        event.type === 'start'
          ? startStep(engine, graph, held.state, event, facts)
          : { result: completeStep(engine, graph, held.state, event, facts) }
      return { ...stepped, trace: unit.facts.takeTrace(), administrators: facts.administrators }
    } catch (error) {
      return { error }
    }
  })
  return andThen(outcome, (computed) => {
    if ('error' in computed) throw computed.error
    const { result, keep, trace, administrators } = computed
    keep?.()
    return { result, consumed: { record, proxies, shown: seen, administrators, trace } }
  })
}

export function countIncidents(state: ProcessState): number {
  if (state.status === 'ended' && state.failures === undefined) return 0
  const timers = Object.keys(state.failures ?? {}).filter((key) => state.subscriptions[key] !== undefined)
  return Object.values(state.tokens).filter((token) => token.rest?.kind === 'incident').length + timers.length
}
