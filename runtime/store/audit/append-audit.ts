import { randomBytes } from 'node:crypto'
import { andThen } from '../and-then.ts'
import type { Bound, Database, MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { remember, remembered } from '../remember.ts'
import { CHAIN_START, chainHash, valuesDigest, type ChainedRow } from './audit-chain.ts'

/** Who acts, the same for every row of a command. */
export interface AuditContext {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly person: number | null
  readonly channel: string
  readonly request: string
}

export interface AuditRow {
  readonly action: string
  readonly entity?: string
  readonly record?: number
  /** What changed, or its JSON text where that is written faster than the object. */
  readonly values?: Record<string, unknown> | string
}

export interface ChainHead {
  readonly sequence: number
  readonly hash: string
}

const insert: Plan = {
  sql: 'insert into audit (id, sequence, at, person, channel, request, action, entity, record, digest, hash, changed, salt) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
}
const head: Plan = { sql: 'select sequence, hash from audit where sequence is not null order by sequence desc limit 1' }

/** Remembered: every command appends. */
export function readChainHead(reading: Reading): MaybePromise<ChainHead> {
  return remembered(reading, 'audit head', 0, () => loadChainHead(reading))
}

async function loadChainHead(reading: Reading): Promise<ChainHead> {
  const row = await reading.get(head, [])
  return row === undefined ? { sequence: 0, hash: CHAIN_START } : { sequence: Number(row.sequence), hash: String(row.hash) }
}

/**
 * Appends a command's rows. On SQLite commands run one after another, so that rows are sealed as they are written;
 * on PostgreSQL they wait for the sealer (`sealAudit`).
 */
export function appendAudit(
  transaction: Transaction,
  dialect: Database['dialect'],
  context: AuditContext,
  rows: readonly AuditRow[],
): MaybePromise<void> {
  if (rows.length === 0) return undefined
  return andThen(transaction.nextIds(rows.length), (firstId) =>
    andThen(dialect === 'sqlite' ? readChainHead(transaction) : undefined, (last) => insertRows(transaction, context, rows, firstId, last)),
  )
}

/** Sealed behind `before`; without one they are numbered and chained later. */
function insertRows(
  transaction: Transaction,
  context: AuditContext,
  rows: readonly AuditRow[],
  firstId: number,
  before: ChainHead | undefined,
): MaybePromise<void> {
  let last = before
  const written: Bound[][] = []
  for (const [index, row] of rows.entries()) {
    const values = row.values === undefined ? null : typeof row.values === 'string' ? row.values : JSON.stringify(row.values)
    const salt = values === null ? null : nextSalt()
    const chained = chainedRow(firstId + index, context, row, values === null ? null : valuesDigest(salt!, values))
    if (last !== undefined) last = { sequence: last.sequence + 1, hash: chainHash(last.hash, last.sequence + 1, chained) }
    const { id, at, person, channel, request, action, entity, record, digest } = chained
    written.push([
      id,
      last?.sequence ?? null,
      at,
      person,
      channel,
      request,
      action,
      entity,
      record,
      digest,
      last?.hash ?? null,
      values,
      salt,
    ])
  }
  return andThen(transaction.runMany(insert, written), () => {
    if (last !== undefined) remember(transaction, 'audit head', 0, last)
  })
}

function chainedRow(id: number, context: AuditContext, row: AuditRow, digest: string | null): ChainedRow {
  return {
    id,
    at: context.at,
    person: context.person,
    channel: context.channel,
    request: context.request,
    action: row.action,
    entity: row.entity ?? null,
    record: row.record ?? null,
    digest,
  }
}

/** Drawing random bytes has a price per call, so they are drawn for many salts at once. */
const SALT_CHARACTERS = 24
let salts = ''

function nextSalt(): string {
  if (salts.length < SALT_CHARACTERS) salts = randomBytes(6144).toString('base64url')
  const salt = salts.slice(0, SALT_CHARACTERS)
  salts = salts.slice(SALT_CHARACTERS)
  return salt
}
