import type { Plan, Reading, Transaction } from '../database.ts'

export interface ApiKey {
  readonly id: number
  readonly person: number
  readonly name: string
  /** sha256 of the key, as `hashToken` makes it. */
  readonly keyHash: string
  /** `entity:operation`; never more than the person has. */
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number | null
}

const columns = 'id, person, name, key_hash, scopes, created_at, expires_at'
const find: Plan = { sql: `select ${columns} from api_key where key_hash = ?` }
const insert: Plan = { sql: `insert into api_key (${columns}) values (?, ?, ?, ?, ?, ?, ?)` }
const remove: Plan = { sql: 'delete from api_key where id = ? and person = ?' }

export async function findApiKey(reading: Reading, keyHash: string): Promise<ApiKey | undefined> {
  const row = await reading.get(find, [keyHash])
  return row === undefined ? undefined : readApiKey(row)
}

export async function insertApiKey(transaction: Transaction, key: ApiKey): Promise<void> {
  await transaction.run(insert, [key.id, key.person, key.name, key.keyHash, JSON.stringify(key.scopes), key.createdAt, key.expiresAt])
}

export async function removeApiKey(transaction: Transaction, id: number, person: number): Promise<boolean> {
  return (await transaction.run(remove, [id, person])).changes === 1
}

function readApiKey(row: Record<string, unknown>): ApiKey {
  return {
    id: Number(row.id),
    person: Number(row.person),
    name: String(row.name),
    keyHash: String(row.key_hash),
    scopes: JSON.parse(String(row.scopes)) as string[],
    createdAt: Number(row.created_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  }
}
