import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'
import type { RecordEvent } from '../engine/record/event.ts'
import { boundProcesses, type ProcessStart } from './bound-processes.ts'
import { openInstancesOf } from '../store/process/instances.ts'
import { startInstance } from './process/start-instance.ts'
import { holdInstance, stepInstance } from './process/step-instance.ts'
import { workOff } from './process/work-off.ts'
import { takePicks } from './task/pick-people.ts'
import type { SettleStep, Unit } from './unit.ts'

/** Processes follow records: submitting starts or resumes an approval, posting starts what accompanies the record. */
export const advanceProcesses: SettleStep = (unit, event) => {
  switch (event.type) {
    case 'record.submitted':
      return advance(unit, event, 'submitted')
    case 'record.posted':
      return advance(unit, event, 'posted')
    case 'record.unposted':
      return withdraw(unit, event, 'unposted')
    case 'record.voided':
      return withdraw(unit, event, 'voided')
    case 'record.deleted':
      return withdraw(unit, event, 'deleted')
    case 'record.saved':
    case 'record.amended':
      return judgeAgain(unit, event)
    default:
      return undefined
  }
}

/** What the record was is undone: processes about it end, those that wait for just that begin. One started by hand outlives all but a deletion. */
async function withdraw(unit: Unit, event: RecordEvent, why: 'unposted' | 'voided' | 'deleted'): Promise<void> {
  for (const row of await openInstancesOf(unit.transaction, event.entity, event.record.header.id)) {
    const start = unit.model.processes.get(row.process)?.start ?? 'submitted'
    if (start === why || (start === 'manual' && why !== 'deleted')) continue
    // An approval that an administrator reopened has its record back already.
    const current = await unit.load(event.entity, event.record.header.id)
    if (start === 'submitted' && current?.header.status === 'submitted') continue
    await stepInstance(unit, await holdInstance(unit, row.id), { type: 'withdrawn', person: unit.actor.person, why })
  }
  await advance(unit, event, why)
  await workOff(unit)
}

function advance(unit: Unit, event: RecordEvent, start: ProcessStart): Promise<void> | undefined {
  const processes = boundProcesses(unit.model, event.entity)?.byStart.get(start)
  return processes === undefined ? undefined : startOrResume(unit, event, start, processes)
}

async function startOrResume(unit: Unit, event: RecordEvent, start: ProcessStart, processes: readonly ProcessDefinition[]): Promise<void> {
  const { id } = event.record.header
  // What this command made has never been returned.
  const mayReturn = start === 'submitted' && event.before !== undefined
  const returned = mayReturn ? (await openInstancesOf(unit.transaction, event.entity, id)).filter((row) => row.status === 'returned') : []
  const taking = start === 'submitted' ? takePicks(unit, event.entity, id) : undefined
  const picks = taking === undefined ? undefined : await taking
  for (const row of returned) {
    await stepInstance(unit, await holdInstance(unit, row.id), { type: 'resubmit', person: unit.actor.person, picks })
  }
  for (const process of processes) {
    if (returned.some((row) => row.process === process.name)) continue
    await startInstance(unit, {
      process: process.name,
      entity: event.entity,
      record: id,
      person: unit.actor.person ?? event.record.header.owner,
      variables: {},
      picks,
    })
  }
  const working = workOff(unit)
  if (working !== undefined) await working
}

/** Values that conditional events watch may have changed. */
function judgeAgain(unit: Unit, event: RecordEvent): Promise<void> | undefined {
  if (event.record.header.status === 'draft') return undefined
  return boundProcesses(unit.model, event.entity)?.watch === true ? judgeInstances(unit, event) : undefined
}

async function judgeInstances(unit: Unit, event: RecordEvent): Promise<void> {
  for (const row of await openInstancesOf(unit.transaction, event.entity, event.record.header.id)) {
    const held = await holdInstance(unit, row.id)
    if (Object.values(held.state.subscriptions).some((subscription) => subscription.kind === 'condition')) {
      await stepInstance(unit, held, { type: 'changed' })
    }
  }
  await workOff(unit)
}
