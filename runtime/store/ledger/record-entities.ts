import type { Reading } from '../database.ts'
import { planOf } from '../reading/statement.ts'

/** Ids asked for at once: within the databases' limits of bound values. */
const CHUNK = 500

/** The entity behind records that a ledger knows by their id alone: their journals say it. */
export async function readEntitiesOf(reading: Reading, records: readonly number[]): Promise<Map<number, string>> {
  const entities = new Map<number, string>()
  for (let start = 0; start < records.length; start += CHUNK) {
    const chunk = records.slice(start, start + CHUNK)
    const sql = `select distinct record, entity from ledger_journal where record in (${chunk.map(() => '?').join(', ')}) and entity is not null`
    for (const row of await reading.all(planOf(sql), chunk)) entities.set(Number(row.record), String(row.entity))
  }
  return entities
}
