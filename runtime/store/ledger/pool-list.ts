import type { Plan, Reading } from '../database.ts'
import { forget } from '../remember.ts'
import { POOLS } from './ledger-store.ts'
import { listPoolsPlan, readPool, updateOriginPlan, type StoredPool } from './pool-plans.ts'
import type { Transaction } from '../database.ts'

const ofLedger: Plan = { sql: `${listPoolsPlan.sql.replace(' order by id', '')} where key >= ? and key < ? order by key` }

/** Pools of one ledger, in order of keys. */
export async function listPools(reading: Reading, ledger: string): Promise<StoredPool[]> {
  return (await reading.all(ofLedger, [`${ledger}|`, `${ledger}}`])).map(readPool)
}

export async function updateOrigin(transaction: Transaction, pool: StoredPool): Promise<void> {
  forget(transaction, POOLS, pool.key)
  await transaction.run(updateOriginPlan, [JSON.stringify(pool.origin), pool.key])
}
