import { assertNever, fail } from '@formwork/platform/error/index.ts'
import { encode } from '../../engine/process/codec.ts'
import type { ProcessEffect } from '../../engine/process/effect.ts'
import type { StepResult } from '../../engine/process/step.ts'
import { andThen, forEachInTurn } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import { insertCopies, seatsOfInstance } from '../../store/process/seats.ts'
import { cancelJob } from '../../store/jobs/jobs.ts'
import { clearUndo } from '../../store/process/undo.ts'
import { postRecord, returnRecord } from '../transition-record.ts'
import type { Unit } from '../unit.ts'
import { writeProcessValues } from '../write-node-changes.ts'
import { followCalls } from './follow-calls.ts'

/** Does what a step asks of the world: in this transaction what lies in the database, through the outbox the rest. */
export function applyEffects(unit: Unit, row: InstanceRow, result: StepResult): MaybePromise<void> {
  return forEachInTurn(result.effects, (effect) => (effect.do === 'ended' ? end(unit, row, effect) : applyEffect(unit, row, effect)))
}

async function applyEffect(unit: Unit, row: InstanceRow, effect: Exclude<ProcessEffect, { do: 'ended' }>): Promise<void> {
  switch (effect.do) {
    case 'record.post':
      return postIfSubmitted(unit, row)
    case 'record.return':
      return returnIfSubmitted(unit, row, effect.outcome)
    case 'record.write':
      if (row.entity !== null && row.record !== null) await writeProcessValues(unit, row.entity, row.record, effect.values)
      return
    case 'copy':
      await insertCopies(unit.transaction, row.id, effect.node, effect.people, unit.now)
      raiseOf(unit, row, 'task.copied', { people: effect.people, node: effect.node })
      return
    case 'notify':
      return remind(unit, row, effect)
    case 'job':
      // One that failed before lies there dead under the same key.
      await cancelJob(unit.transaction, `service/${row.id}/${effect.token}`)
      unit.enqueue({
        kind: effect.job,
        key: `service/${row.id}/${effect.token}`,
        payload: { instance: row.id, token: effect.token, payload: JSON.parse(encode(effect.payload)) as unknown },
      })
      return
    case 'call.start':
    case 'call.cancel':
    case 'signal':
    case 'message':
    case 'escalated':
      return followCalls(unit, row, effect)
    default:
      return assertNever(effect)
  }
}

/** The end of an instance decides what becomes of its record, and lets the caller go on. */
function end(unit: Unit, row: InstanceRow, effect: Extract<ProcessEffect, { do: 'ended' }>): MaybePromise<void> {
  // One that ends in its first step has nothing to take back.
  const cleared = row.state === '' ? undefined : clearUndo(unit.transaction, row.id)
  return andThen(cleared, () => andThen(moveRecord(unit, row, effect.outcome), () => tellEnd(unit, row, effect)))
}

function moveRecord(unit: Unit, row: InstanceRow, outcome: string): MaybePromise<void> {
  if (row.parent !== null || !isApproval(unit, row)) return undefined
  return outcome === 'completed' || outcome === 'approved' ? postIfSubmitted(unit, row) : returnIfSubmitted(unit, row, outcome)
}

function tellEnd(unit: Unit, row: InstanceRow, effect: Extract<ProcessEffect, { do: 'ended' }>): void {
  unit.raise({
    type: 'process.ended',
    instance: row.id,
    entity: row.entity,
    recordId: row.record,
    detail: { outcome: effect.outcome, process: row.process, initiator: row.parent === null ? row.initiator : null },
  })
  followCalls(unit, row, effect)
}

/** Whoever sits where somebody urges, helps or is late is told. */
async function remind(unit: Unit, row: InstanceRow, effect: Extract<ProcessEffect, { do: 'notify' }>): Promise<void> {
  const seats = (await seatsOfInstance(unit.transaction, row.id)).filter((seat) => effect.seats.includes(seat.key))
  const [first] = seats
  if (first === undefined) return
  const people = seats.map((seat) => seat.person)
  raiseOf(unit, row, 'task.reminded', { people, kind: effect.kind, text: effect.text, node: first.node })
}

function raiseOf(unit: Unit, row: InstanceRow, type: 'task.copied' | 'task.reminded', detail: Record<string, unknown>): void {
  unit.raise({ type, instance: row.id, entity: row.entity, recordId: row.record, detail })
}

/** A process that starts on submitting decides about posting; others only accompany the record. */
function isApproval(unit: Unit, row: InstanceRow): boolean {
  return (unit.model.processes.get(row.process)?.start ?? 'submitted') === 'submitted'
}

function postIfSubmitted(unit: Unit, { entity, record: id }: InstanceRow): MaybePromise<void> {
  if (entity === null || id === null) return undefined
  return andThen(unit.load(entity, id), (record) => {
    if (record === undefined) throw fail('unknown-record', { entity, id })
    return record.header.status === 'submitted' ? andThen(postRecord(unit, entity, id), () => undefined) : undefined
  })
}

async function returnIfSubmitted(unit: Unit, row: InstanceRow, outcome: string): Promise<void> {
  if (row.entity === null || row.record === null) return
  const record = await unit.load(row.entity, row.record)
  if (record?.header.status === 'submitted') await returnRecord(unit, row.entity, row.record, outcome)
}
