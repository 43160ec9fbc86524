import { fail } from '@formwork/platform/error/index.ts'
import type { Picks } from '../../engine/process/event.ts'
import type { StepResult } from '../../engine/process/step.ts'
import { newState } from '../../engine/process/new-state.ts'
import { startedStateText } from '../../engine/process/start-step.ts'
import { appendHistory } from '../../store/process/history.ts'
import { insertInstance, type InstanceRow } from '../../store/process/instances.ts'
import type { Unit } from '../unit.ts'
import { compiledVersion } from '../../query/process-version.ts'
import { currentVersionId } from './process-content.ts'
import { keepStep } from './keep-step.ts'
import { computeStep, countIncidents } from './step-instance.ts'
import { followStep } from './follow-step.ts'

export interface StartRequest {
  /** Name of the process definition, or id of the process in its diagram. */
  readonly process: string
  /** Version to run; absent: the current one. */
  readonly definition?: number
  readonly entity: string | null
  readonly record: number | null
  readonly person: number | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly parent?: { readonly instance: number; readonly token: number }
  /** Start event to begin at. */
  readonly node?: string
  /** People chosen for steps to come. */
  readonly picks?: Picks
}

/** Starts an instance and lets it run until it waits. Errors: `process-unknown`, and whatever its first step refuses. */
export async function startInstance(unit: Unit, request: StartRequest): Promise<{ id: number; result: StepResult }> {
  const { transaction } = unit
  const process = processNamed(unit, request.process)
  const current = request.definition ?? currentVersionId(transaction, unit.model, process, unit.now)
  const definition = current instanceof Promise ? await current : current
  const compiled = compiledVersion(transaction, definition)
  const version = compiled instanceof Promise ? await compiled : compiled
  const drawn = transaction.nextIds(1)
  const id = drawn instanceof Promise ? await drawn : drawn
  const row: InstanceRow = {
    id,
    version: 1,
    definition,
    process,
    entity: request.entity,
    record: request.record,
    status: 'running',
    outcome: null,
    initiator: request.person,
    parent: request.parent?.instance ?? null,
    parentToken: request.parent?.token ?? null,
    startedAt: unit.now,
    endedAt: null,
    head: { sequence: 0, hash: '' },
    state: '',
  }
  const event = { type: 'start', person: request.person, variables: request.variables, node: request.node, picks: request.picks } as const
  const computed = computeStep(unit, { row, version, state: newState(version.graph) }, event)
  const { result, consumed } = computed instanceof Promise ? await computed : computed
  const { state } = result
  const appended = appendHistory(transaction, id, row.head, result.history, unit.now)
  const head = appended instanceof Promise ? await appended : appended
  const ended = state.status === 'ended' ? unit.now : null
  const inserted = insertInstance(
    transaction,
    { ...row, status: state.status, outcome: state.outcome, endedAt: ended, head, state: startedStateText(state) },
    countIncidents(state),
  )
  if (inserted instanceof Promise) await inserted
  const kept = keepStep(unit, row, result.state.steps, event, consumed)
  if (kept instanceof Promise) await kept
  const following = followStep(unit, row, result)
  if (following instanceof Promise) await following
  return { id, result }
}

/** By the definition's name, else by the id that the diagram gives its process. */
function processNamed(unit: Unit, name: string): string {
  if (unit.model.processes.has(name)) return name
  for (const [process, bpmn] of unit.model.bpmn) if (bpmn.includes(`id="${name}"`) && unit.model.processes.has(process)) return process
  throw fail('process-unknown', { process: name })
}
