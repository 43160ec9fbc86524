import { fail } from '@formwork/platform/error/index.ts'
import type { Picks } from '../../engine/process/event.ts'
import type { StepResult } from '../../engine/process/step.ts'
import { encodeState } from '../../engine/process/codec.ts'
import { newState } from '../../engine/process/new-state.ts'
import { appendHistory } from '../../store/process/history.ts'
import { insertInstance, type InstanceRow } from '../../store/process/instances.ts'
import type { Unit } from '../unit.ts'
import { applyEffects } from './apply-effects.ts'
import { compiledVersion } from '../../query/process-version.ts'
import { currentVersionId } from './process-content.ts'
import { keepStep } from './keep-step.ts'
import { computeStep, countIncidents } from './step-instance.ts'
import { writeRows } from './write-rows.ts'

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
  const process = processNamed(unit, request.process)
  const definition = request.definition ?? (await currentVersionId(unit.transaction, unit.model, process, unit.now))
  const version = await compiledVersion(unit.transaction, definition)
  const id = await unit.transaction.nextIds(1)
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
  const { result, consumed } = await computeStep(unit, { row, version, state: newState(version.graph) }, event)
  const { state } = result
  const head = await appendHistory(
    unit.transaction,
    id,
    row.head,
    result.history.map((line) => ({ ...line, at: unit.now })),
  )
  const ended = state.status === 'ended' ? unit.now : null
  await insertInstance(
    unit.transaction,
    { ...row, status: state.status, outcome: state.outcome, endedAt: ended, head, state: encodeState(state) },
    countIncidents(state),
  )
  await keepStep(unit, row, result.state.steps, event, consumed)
  await writeRows(unit, row, result)
  await applyEffects(unit, row, result)
  return { id, result }
}

/** By the definition's name, else by the id that the diagram gives its process. */
function processNamed(unit: Unit, name: string): string {
  if (unit.model.processes.has(name)) return name
  for (const [process, bpmn] of unit.model.bpmn) if (bpmn.includes(`id="${name}"`) && unit.model.processes.has(process)) return process
  throw fail('process-unknown', { process: name })
}
