import type { Plan, Reading, Transaction } from '../database.ts'
import { raiseSwitchesRevision } from '../organisation/revisions.ts'

/** Beside the settings, so that every thread and process sees a change with its next transaction. */
const PREFIX = 'stopped-ledger:'

const read: Plan = { sql: `select name, value from workspace_setting where name like '${PREFIX}%' order by name` }
const clear: Plan = { sql: `delete from workspace_setting where name like '${PREFIX}%'` }
const insert: Plan = { sql: 'insert into workspace_setting (name, value) values (?, ?)' }

/** Ledgers whose rows do not agree with each other, with what names the first of them: nothing is posted to these. */
export async function readStoppedLedgers(reading: Reading): Promise<ReadonlyMap<string, string>> {
  const rows = await reading.all(read, [])
  return new Map(rows.map(({ name, value }) => [String(name).slice(PREFIX.length), JSON.parse(String(value)) as string]))
}

/** Replaces the list; whoever reads the workspace follows when it commits. */
export async function writeStoppedLedgers(transaction: Transaction, stopped: ReadonlyMap<string, string>): Promise<void> {
  await transaction.run(clear, [])
  for (const [ledger, row] of stopped) await transaction.run(insert, [`${PREFIX}${ledger}`, JSON.stringify(row)])
  await raiseSwitchesRevision(transaction)
}
