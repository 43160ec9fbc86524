import type { Plan, Reading, Row } from '../database.ts'
import type { ChainedRow } from './audit-chain.ts'

export interface AuditLine extends ChainedRow {
  readonly sequence: number | null
  readonly hash: string | null
  /** JSON of the changed values; null when there were none or they were erased. */
  readonly values: string | null
  readonly salt: string | null
}

const columns = 'id, sequence, at, person, channel, request, action, entity, record, digest, hash, changed, salt'

const ofRecord: Plan = { sql: `select ${columns} from audit where record = ? and id > ? order by id limit ?` }
const inOrder: Plan = { sql: `select ${columns} from audit where sequence > ? order by sequence limit ?` }
const unsealed: Plan = { sql: `select ${columns} from audit where sequence is null order by id limit ?` }

/** History of one record, oldest first, `after` an id. */
export async function readRecordAudit(reading: Reading, record: number, after: number, limit: number): Promise<AuditLine[]> {
  return (await reading.all(ofRecord, [record, after, limit])).map(readLine)
}

const newestOfAction: Plan = { sql: `select ${columns} from audit where action = ? order by id desc limit ?` }

/** What was done last in this way, newest first. There is no index on it: for what happens rarely. */
export async function readActionAudit(reading: Reading, action: string, limit: number): Promise<AuditLine[]> {
  return (await reading.all(newestOfAction, [action, limit])).map(readLine)
}

/** Sealed rows in the order of the chain. */
export async function readAuditChain(reading: Reading, afterSequence: number, limit: number): Promise<AuditLine[]> {
  return (await reading.all(inOrder, [afterSequence, limit])).map(readLine)
}

/** Rows that wait for the sealer. */
export async function readUnsealedAudit(reading: Reading, limit: number): Promise<AuditLine[]> {
  return (await reading.all(unsealed, [limit])).map(readLine)
}

function readLine(row: Row): AuditLine {
  return {
    id: row.id as number,
    sequence: row.sequence as number | null,
    at: row.at as number,
    person: row.person as number | null,
    channel: row.channel as string,
    request: row.request as string,
    action: row.action as string,
    entity: row.entity as string | null,
    record: row.record as number | null,
    digest: row.digest as string | null,
    hash: row.hash as string | null,
    values: row.changed as string | null,
    salt: row.salt as string | null,
  }
}

export interface AuditedRecord {
  readonly sequence: number
  readonly action: string
  readonly entity: string
  readonly record: number
  readonly person: number | null
}

const after: Plan = {
  sql: 'select sequence, action, entity, record, person from audit where sequence > ? and record is not null and entity is not null order by sequence limit ?',
}
const last: Plan = { sql: 'select max(sequence) as sequence from audit' }

/**
 * What was done to records after a row of the audit, in the order of the chain: a row that was numbered early and committed late
 * (PostgreSQL) is sealed when it is there, so that nobody who has heard up to a row misses one.
 */
export async function auditAfter(reading: Reading, sequence: number, limit: number): Promise<AuditedRecord[]> {
  return (await reading.all(after, [sequence, limit])) as unknown as AuditedRecord[]
}

export async function lastAudit(reading: Reading): Promise<number> {
  return Number((await reading.get(last, []))?.sequence ?? 0)
}
