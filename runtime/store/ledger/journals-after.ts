import type { Plan, Reading } from '../database.ts'

const plan: Plan = { sql: 'select posting from ledger_journal where kind = ? and at > ? order by id' }

/** What journals of a kind after a minute are about, in order of entry. */
export async function listJournalsAfter(reading: Reading, kind: string, at: number): Promise<string[]> {
  return (await reading.all(plan, [kind, at])).map((row) => String(row.posting))
}
