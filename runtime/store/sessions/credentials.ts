import { fail } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { Plan, Reading, Transaction } from '../database.ts'

export interface Credential {
  readonly person: number
  readonly login: string
  /** As `hashPassword` makes it. */
  readonly password: string
  readonly mustChange: boolean
}

const byLogin: Plan = { sql: 'select person, login, password, must_change from credential where login = ?' }
const byPerson: Plan = { sql: 'select person, login, password, must_change from credential where person = ?' }
const put: Plan = {
  sql: `insert into credential (person, login, password, must_change, changed_at) values (?, ?, ?, ?, ?)
    on conflict (person) do update set login = excluded.login, password = excluded.password, must_change = excluded.must_change, changed_at = excluded.changed_at`,
}
const remove: Plan = { sql: 'delete from credential where person = ?' }

/** Logins compare without regard to case. */
export const normalizeLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

export async function findCredential(reading: Reading, login: string): Promise<Credential | undefined> {
  return readCredential(await reading.get(byLogin, [normalizeLogin(login)]))
}

export async function findPersonCredential(reading: Reading, person: number): Promise<Credential | undefined> {
  return readCredential(await reading.get(byPerson, [person]))
}

/** Errors: `not-unique` when somebody else has the login. */
export async function putCredential(transaction: Transaction, credential: Credential, now: number): Promise<void> {
  const login = normalizeLogin(credential.login)
  try {
    await transaction.run(put, [credential.person, login, credential.password, credential.mustChange ? 1 : 0, now])
  } catch (error) {
    if (error instanceof ConstraintViolation && error.kind === 'unique') throw fail('not-unique', { label: 'login', value: login }, 'login')
    throw error
  }
}

export async function removeCredential(transaction: Transaction, person: number): Promise<void> {
  await transaction.run(remove, [person])
}

function readCredential(row: Record<string, unknown> | undefined): Credential | undefined {
  if (row === undefined) return undefined
  return { person: Number(row.person), login: String(row.login), password: String(row.password), mustChange: row.must_change === 1 }
}
