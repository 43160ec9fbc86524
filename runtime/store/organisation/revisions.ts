import type { MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { forget, remembered } from '../remember.ts'

/** What a cached model and organisation are checked against, in one small read. */
export interface Revisions {
  /** Number of the current release; 0 before the first. */
  readonly release: number
  /** When it was published, in milliseconds: an undone publish may leave its number to another. */
  readonly releasedAt: number
  readonly organisation: number
  /** Settings and modules. */
  readonly switches: number
}

const read: Plan = {
  sql: `select coalesce(max(number), 0) as release, coalesce(max(at), 0) as released_at,
    (select coalesce(max(value), 0) from revision where name = 'organisation') as organisation,
    (select coalesce(max(value), 0) from revision where name = 'switches') as switches from (select number, at from release where number > 0 order by number desc limit 1) as latest`,
}
const raise: Plan = {
  sql: 'insert into revision (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
}

/** Remembered: every command asks. */
export function readRevisions(reading: Reading): MaybePromise<Revisions> {
  return remembered(reading, 'revisions', 0, () => loadRevisions(reading))
}

/** A release or a person has changed in this transaction. */
export function forgetRevisions(transaction: Transaction): void {
  forget(transaction, 'revisions', 0)
}

async function loadRevisions(reading: Reading): Promise<Revisions> {
  const row = (await reading.get(read, []))!
  return {
    release: Number(row.release),
    releasedAt: Number(row.released_at),
    organisation: Number(row.organisation),
    switches: Number(row.switches),
  }
}

/** People, departments or roles have changed: cached organisations are stale when this commits. */
export async function raiseOrganisationRevision(transaction: Transaction): Promise<void> {
  await transaction.run(raise, ['organisation', nextRevision()])
  forgetRevisions(transaction)
}

/** Settings or modules have changed: models made with the old ones are stale when this commits. */
export async function raiseSwitchesRevision(transaction: Transaction): Promise<void> {
  await transaction.run(raise, ['switches', nextRevision()])
  forgetRevisions(transaction)
}

/** Later than every one before, and never the same again, also when the transaction that raised it was undone. */
function nextRevision(): number {
  return Date.now() * 1024 + Math.floor(Math.random() * 1024)
}

/** Entities that the organisation is made of. */
export const organisationEntities: ReadonlySet<string> = new Set(['person', 'department'])
