import { hash } from 'node:crypto'
import type { Plan, Reading, Transaction } from '../database.ts'

export interface Session {
  /** As `hashToken` makes it. */
  readonly tokenHash: string
  readonly person: number
  readonly language: 'zh' | 'en'
  readonly createdAt: number
  readonly seenAt: number
  readonly expiresAt: number
  /** What the browser calls itself, for the list of devices. */
  readonly device: string
}

const columns = 'token_hash, person, language, created_at, seen_at, expires_at, device'
const find: Plan = { sql: `select ${columns} from session where token_hash = ?` }
const insert: Plan = { sql: `insert into session (${columns}) values (?, ?, ?, ?, ?, ?, ?)` }
const touch: Plan = { sql: 'update session set seen_at = ?, expires_at = ? where token_hash = ?' }
const speak: Plan = { sql: 'update session set language = ? where token_hash = ?' }
const remove: Plan = { sql: 'delete from session where token_hash = ?' }
const removeOfPerson: Plan = { sql: 'delete from session where person = ? and token_hash <> ?' }
const removeExpired: Plan = { sql: 'delete from session where expires_at < ?' }

/** Tokens are opaque; only their sha256 is kept. */
export const hashToken = (token: string): string => hash('sha256', token)

export async function findSession(reading: Reading, tokenHash: string): Promise<Session | undefined> {
  const row = await reading.get(find, [tokenHash])
  return row === undefined ? undefined : readSession(row)
}

export async function insertSession(transaction: Transaction, session: Session): Promise<void> {
  const { tokenHash, person, language, createdAt, seenAt, expiresAt, device } = session
  await transaction.run(insert, [tokenHash, person, language, createdAt, seenAt, expiresAt, device])
}

export async function touchSession(transaction: Transaction, tokenHash: string, seenAt: number, expiresAt: number): Promise<void> {
  await transaction.run(touch, [seenAt, expiresAt, tokenHash])
}

export async function setSessionLanguage(transaction: Transaction, tokenHash: string, language: 'zh' | 'en'): Promise<void> {
  await transaction.run(speak, [language, tokenHash])
}

export async function removeSession(transaction: Transaction, tokenHash: string): Promise<void> {
  await transaction.run(remove, [tokenHash])
}

/** Signs a person out everywhere, or everywhere else (`except` is the hash of the session that stays). */
export async function removePersonSessions(transaction: Transaction, person: number, except = ''): Promise<number> {
  return (await transaction.run(removeOfPerson, [person, except])).changes
}

export async function removeExpiredSessions(transaction: Transaction, now: number): Promise<number> {
  return (await transaction.run(removeExpired, [now])).changes
}

function readSession(row: Record<string, unknown>): Session {
  return {
    tokenHash: String(row.token_hash),
    person: Number(row.person),
    language: row.language === 'en' ? 'en' : 'zh',
    createdAt: Number(row.created_at),
    seenAt: Number(row.seen_at),
    expiresAt: Number(row.expires_at),
    device: String(row.device),
  }
}
