import type { Plan, Reading } from '../database.ts'
import { readRow, type SeatRow } from './seats.ts'

/** A task with what its row in a box shows of the instance. */
export interface InboxRow extends SeatRow {
  readonly process: string
  readonly definition: number
  readonly entity: string | null
  readonly record: number | null
  readonly instanceStatus: string
  readonly outcome: string | null
  readonly initiator: number | null
}

const columns = 's.*, i.process, i.definition, i.entity, i.record, i.status as instance_status, i.outcome, i.initiator'

/** Pages go backwards in time by the seat's id: both indexes end with it. */
const box: Plan = {
  sql: `select ${columns} from seat as s join process_instance as i on i.id = s.instance where s.person = ? and s.box = ? and s.id < ? order by s.id desc limit ?`,
}
const started: Plan = {
  sql: 'select i.* from process_instance as i where i.initiator = ? and i.parent is null and i.id < ? order by i.id desc limit ?',
}
const one: Plan = { sql: `select ${columns} from seat as s join process_instance as i on i.id = s.instance where s.id = ?` }

export async function readBox(reading: Reading, person: number, name: string, before: number, limit: number): Promise<InboxRow[]> {
  return (await reading.all(box, [person, name, before, limit])).map(readInboxRow)
}

export async function readTask(reading: Reading, seat: number): Promise<InboxRow | undefined> {
  const row = await reading.get(one, [seat])
  return row === undefined ? undefined : readInboxRow(row)
}

export interface StartedRow {
  readonly id: number
  readonly process: string
  readonly definition: number
  readonly entity: string | null
  readonly record: number | null
  readonly status: string
  readonly outcome: string | null
  readonly startedAt: number
}

export async function readStarted(reading: Reading, person: number, before: number, limit: number): Promise<StartedRow[]> {
  const rows = await reading.all(started, [person, before, limit])
  return rows.map((row) => ({
    id: Number(row.id),
    process: String(row.process),
    definition: Number(row.definition),
    entity: row.entity as string | null,
    record: row.record === null ? null : Number(row.record),
    status: String(row.status),
    outcome: row.outcome as string | null,
    startedAt: Number(row.started_at),
  }))
}

function readInboxRow(row: Parameters<typeof readRow>[0]): InboxRow {
  return {
    ...readRow(row),
    process: String(row.process),
    definition: Number(row.definition),
    entity: row.entity as string | null,
    record: row.record === null ? null : Number(row.record),
    instanceStatus: String(row.instance_status),
    outcome: row.outcome as string | null,
    initiator: row.initiator === null ? null : Number(row.initiator),
  }
}
