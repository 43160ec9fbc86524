import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'
import type { RecordEvent } from '../engine/record/event.ts'
import { openInstancesOf } from '../store/process/instances.ts'
import { startInstance } from './process/start-instance.ts'
import { holdInstance, stepInstance } from './process/step-instance.ts'
import { workOff } from './process/work-off.ts'
import { takePicks } from './task/pick-people.ts'
import type { SettleStep, Unit } from './unit.ts'

/** Processes follow records: submitting starts or resumes an approval, posting starts what accompanies the record. */
export const advanceProcesses: SettleStep = async (unit, event) => {
  if (event.type === 'record.submitted') await advance(unit, event, 'submitted')
  else if (event.type === 'record.posted') await advance(unit, event, 'posted')
  else if (event.type === 'record.unposted') await withdraw(unit, event, 'unposted')
  else if (event.type === 'record.voided') await withdraw(unit, event, 'voided')
  else if (event.type === 'record.deleted') await withdraw(unit, event, 'deleted')
  else if (event.type === 'record.saved' || event.type === 'record.amended') await judgeAgain(unit, event)
}

type ProcessStart = NonNullable<ProcessDefinition['start']>

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

async function advance(unit: Unit, event: RecordEvent, start: ProcessStart): Promise<void> {
  const processes = [...unit.model.processes.values()].filter(
    (process) => process.entity === event.entity && (process.start ?? 'submitted') === start,
  )
  if (processes.length === 0) return
  const { id } = event.record.header
  const returned =
    start === 'submitted' ? (await openInstancesOf(unit.transaction, event.entity, id)).filter((row) => row.status === 'returned') : []
  const picks = start === 'submitted' ? await takePicks(unit, event.entity, id) : undefined
  for (const row of returned) {
    await stepInstance(unit, await holdInstance(unit, row.id), { type: 'resubmit', person: unit.actor.person, picks })
  }
  const resumed = new Set(returned.map((row) => row.process))
  for (const process of processes) {
    if (resumed.has(process.name)) continue
    await startInstance(unit, {
      process: process.name,
      entity: event.entity,
      record: id,
      person: unit.actor.person ?? event.record.header.owner,
      variables: {},
      picks,
    })
  }
  await workOff(unit)
}

/** Values that conditional events watch may have changed. */
async function judgeAgain(unit: Unit, event: RecordEvent): Promise<void> {
  if (event.record.header.status === 'draft') return
  const isWatched = [...unit.model.processes.values()].some(
    (process) => process.entity === event.entity && unit.model.bpmn.get(process.name)?.includes('onditionalEventDefinition') === true,
  )
  if (!isWatched) return
  for (const row of await openInstancesOf(unit.transaction, event.entity, event.record.header.id)) {
    const held = await holdInstance(unit, row.id)
    if (Object.values(held.state.subscriptions).some((subscription) => subscription.kind === 'condition')) {
      await stepInstance(unit, held, { type: 'changed' })
    }
  }
  await workOff(unit)
}
