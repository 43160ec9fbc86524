import type { Plan, Reading } from '../database.ts'

export interface OpenInstances {
  readonly process: string
  readonly entity: string | null
  readonly count: number
}

const count: Plan = {
  sql: "select process, entity, count(*) as count from process_instance where status <> 'ended' group by process, entity order by process, entity",
}

/** How many instances of each process are under way. */
export async function countOpenInstances(reading: Reading): Promise<OpenInstances[]> {
  const rows = await reading.all(count, [])
  return rows.map((row) => ({
    process: String(row.process),
    entity: row.entity === null ? null : String(row.entity),
    count: Number(row.count),
  }))
}
