import type { Plan, Reading, Transaction } from '../database.ts'

/** What a cached model and organisation are checked against, in one small read. */
export interface Revisions {
  /** Number of the current release; 0 before the first. */
  readonly release: number
  readonly organisation: number
}

const read: Plan = {
  sql: `select (select coalesce(max(number), 0) from release where number > 0) as release,
    (select coalesce(max(value), 0) from revision where name = 'organisation') as organisation`,
}
const raise: Plan = {
  sql: "insert into revision (name, value) values ('organisation', 1) on conflict (name) do update set value = revision.value + 1",
}

export async function readRevisions(reading: Reading): Promise<Revisions> {
  const row = (await reading.get(read, []))!
  return { release: Number(row.release), organisation: Number(row.organisation) }
}

/** People, departments or roles have changed: cached organisations are stale when this commits. */
export async function raiseOrganisationRevision(transaction: Transaction): Promise<void> {
  await transaction.run(raise, [])
}

/** Entities that the organisation is made of. */
export const organisationEntities: ReadonlySet<string> = new Set(['person', 'department'])
