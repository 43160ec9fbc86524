import { andThen } from '../and-then.ts'
import type { MaybePromise, Plan, Reading, Row, Transaction } from '../database.ts'
import { forget, remembered } from '../remember.ts'

export interface ProxyRow {
  readonly id: number
  readonly principal: number
  readonly proxy: number
  readonly begins: number
  readonly ends: number
  readonly processes: readonly string[]
  /** FEEL over the record; null: always. */
  readonly condition: string | null
  /** What is still open at the end goes back to the principal. */
  readonly returns: boolean
}

const active: Plan = { sql: 'select * from proxy_rule where ends > ? order by id' }
const byId: Plan = { sql: 'select * from proxy_rule where id = ?' }
const insert: Plan = {
  sql: 'insert into proxy_rule (id, principal, proxy, begins, ends, processes, condition, returns) values (?, ?, ?, ?, ?, ?, ?, ?)',
}
const end: Plan = { sql: 'update proxy_rule set ends = ? where id = ? and ends > ?' }

/** Rules that are or will be in force. */
export function readProxies(reading: Reading, now: number): MaybePromise<readonly ProxyRow[]> {
  const rules = remembered(reading, 'proxies', 0, async () => (await reading.all(active, [now])).map(readRow))
  return andThen(rules, (known) => (known.length === 0 ? known : known.filter((rule) => rule.ends > now)))
}

export async function readProxy(reading: Reading, id: number): Promise<ProxyRow | undefined> {
  const row = await reading.get(byId, [id])
  return row === undefined ? undefined : readRow(row)
}

export async function insertProxy(transaction: Transaction, rule: Omit<ProxyRow, 'id'>): Promise<number> {
  const id = await transaction.nextIds(1)
  forget(transaction, 'proxies', 0)
  await transaction.run(insert, [
    id,
    rule.principal,
    rule.proxy,
    rule.begins,
    rule.ends,
    JSON.stringify(rule.processes),
    rule.condition,
    rule.returns ? 1 : 0,
  ])
  return id
}

export async function endProxy(transaction: Transaction, id: number, now: number): Promise<boolean> {
  forget(transaction, 'proxies', 0)
  return (await transaction.run(end, [now, id, now])).changes === 1
}

function readRow(row: Row): ProxyRow {
  return {
    id: Number(row.id),
    principal: Number(row.principal),
    proxy: Number(row.proxy),
    begins: Number(row.begins),
    ends: Number(row.ends),
    processes: JSON.parse(String(row.processes)) as string[],
    condition: (row.condition as string | null | undefined) ?? null,
    returns: Number(row.returns ?? 0) === 1,
  }
}
