import type { Plan, Reading, Row, Transaction } from '../database.ts'

/** A record that somebody without an account may look at, for a while. Times are milliseconds since the epoch. */
export interface PublicLink {
  readonly id: number
  /** sha256 of the token, as `hashToken` makes it: the token itself is kept nowhere. */
  readonly tokenHash: string
  /** Who shares: what is shown is never more than this person may see at that moment. */
  readonly person: number
  readonly entity: string
  readonly record: number
  /** The role that limits what is shown. */
  readonly role: string
  /** Print template; null: the usual one. */
  readonly template: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
  /** Looks, several within ten minutes counting as one. */
  readonly opened: number
  readonly openedAt: number | null
}

const columns = 'id, token_hash, person, entity, record, role, template, created_at, expires_at, revoked_at, opened, opened_at'
const find: Plan = { sql: `select ${columns} from public_link where token_hash = ?` }
const ofPerson: Plan = { sql: `select ${columns} from public_link where person = ? order by id desc limit ?` }
const insert: Plan = {
  sql: `insert into public_link (id, token_hash, person, entity, record, role, template, created_at, expires_at, opened)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
}
const one: Plan = { sql: `select ${columns} from public_link where id = ?` }
const revoke: Plan = { sql: 'update public_link set revoked_at = ? where id = ? and revoked_at is null' }
const open: Plan = { sql: 'update public_link set opened = opened + 1, opened_at = ? where id = ?' }

export async function findPublicLink(reading: Reading, tokenHash: string): Promise<PublicLink | undefined> {
  return readLink(await reading.get(find, [tokenHash]))
}

export async function readPublicLink(reading: Reading, id: number): Promise<PublicLink | undefined> {
  return readLink(await reading.get(one, [id]))
}

/** Those of a person, newest first. */
export async function listPublicLinks(reading: Reading, person: number, limit: number): Promise<PublicLink[]> {
  return (await reading.all(ofPerson, [person, limit])).map((row) => readLink(row)!)
}

export async function insertPublicLink(
  transaction: Transaction,
  link: Omit<PublicLink, 'id' | 'revokedAt' | 'opened' | 'openedAt'>,
): Promise<number> {
  const id = await transaction.nextIds(1)
  const { tokenHash, person, entity, record, role, template, createdAt, expiresAt } = link
  await transaction.run(insert, [id, tokenHash, person, entity, record, role, template, createdAt, expiresAt])
  return id
}

/** False when it was taken back before. */
export async function revokePublicLink(transaction: Transaction, id: number, at: number): Promise<boolean> {
  return (await transaction.run(revoke, [at, id])).changes === 1
}

export async function notePublicLinkOpened(transaction: Transaction, id: number, at: number): Promise<void> {
  await transaction.run(open, [at, id])
}

function readLink(row: Row | undefined): PublicLink | undefined {
  if (row === undefined) return undefined
  const moment = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    id: Number(row.id),
    tokenHash: String(row.token_hash),
    person: Number(row.person),
    entity: String(row.entity),
    record: Number(row.record),
    role: String(row.role),
    template: row.template as string | null,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    revokedAt: moment(row.revoked_at),
    opened: Number(row.opened),
    openedAt: moment(row.opened_at),
  }
}
