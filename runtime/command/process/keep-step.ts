import { encode } from '../../engine/process/codec.ts'
import type { ProcessEvent } from '../../engine/process/event.ts'
import type { ProxyRule } from '../../engine/process/facts.ts'
import type { KeptFacts, KeptMigration } from '../../engine/process/rehearsal/kept-facts.ts'
import type { FactTrace } from '../../engine/record/facts.ts'
import type { RecordException, RecordHeader, StoredRecord } from '../../engine/record/stored-record.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { Organisation } from '../../engine/permission/organisation.ts'
import { hasInstances } from '../../store/process/instances.ts'
import { insertStep, keepPeople, keepRecordFact } from '../../store/process/steps.ts'
import type { Unit } from '../unit.ts'

type RecordFacts = KeptFacts<RecordHeader, RecordException>

/** What a step read of the world. */
export interface ConsumedFacts {
  readonly record: StoredRecord | undefined
  readonly proxies: readonly ProxyRule[]
  /** Undefined: nothing asked for it. */
  readonly shown: string | null | undefined
  readonly administrators: readonly number[]
  readonly trace: FactTrace
}

/**
 * Keeps the event of a step with the facts it consumed, so that a rehearsal can feed them again (approvals, section 5).
 * Other records and people are kept once a version, whoever read them; the values of its own record when they are about
 * to change (`keepOutdated`).
 */
export function keepStep(
  unit: Unit,
  row: { readonly id: number; readonly definition: number },
  step: number,
  event: ProcessEvent,
  consumed: ConsumedFacts,
  migration?: KeptMigration,
): MaybePromise<unknown> {
  const { transaction, organisation } = unit
  return andThen(keepRecordsRead(unit, consumed), (records) =>
    andThen(
      keepPeople(transaction, organisation.version, () => peopleText(organisation)),
      () =>
        insertStep(transaction, {
          instance: row.id,
          step,
          at: unit.now,
          definition: row.definition,
          recordVersion: consumed.record?.header.version ?? null,
          people: organisation.version,
          event: encode(event),
          facts: factsText(consumed, records, migration),
        }),
    ),
  )
}

type RecordRead = [id: number, entity: string, version: number | null, lines: boolean]

const NONE: readonly RecordRead[] = []

function keepRecordsRead(unit: Unit, { trace, record }: ConsumedFacts): MaybePromise<readonly RecordRead[]> {
  return trace.records.size === 0 ? NONE : keepOthers(unit, trace, record)
}

async function keepOthers(unit: Unit, trace: FactTrace, record: StoredRecord | undefined): Promise<RecordRead[]> {
  const records: RecordRead[] = []
  // In one order, so that two writers never wait for each other.
  for (const [id, fact] of [...trace.records].sort(([left], [right]) => left - right)) {
    if (fact.record === null) records.push([id, '', null, false])
    else if (id !== record?.header.id) {
      await keepRecord(unit, fact.record, fact.lines)
      records.push([id, fact.record.entity, fact.record.header.version, fact.lines])
    }
  }
  return records
}

function peopleText({ people, departments }: Organisation): string {
  return JSON.stringify({ people: [...people.values()], departments: [...departments.values()] })
}

/** What is empty is not there: JSON leaves out what is undefined. */
function factsText(consumed: ConsumedFacts, records: readonly RecordRead[], migration: KeptMigration | undefined): string {
  const { record, proxies, shown, administrators, trace } = consumed
  const exceptions = record?.exceptions
  const facts: RecordFacts = {
    administrators,
    header: record?.header,
    exceptions: exceptions === undefined || exceptions.length === 0 ? undefined : exceptions,
    proxies: proxies.length === 0 ? undefined : proxies,
    shown,
    records: records.length === 0 ? undefined : records,
    balances: trace.balances.size === 0 ? undefined : [...trace.balances].map(([key, value]) => [key, value?.toString() ?? null] as const),
    migration,
  }
  // Without exceptions there is nothing in it that JSON has no word for.
  return facts.exceptions === undefined ? JSON.stringify(facts) : encode(facts)
}

/** The values of a record as steps have read them, before others take their place. */
export async function keepOutdated(unit: Unit, before: StoredRecord): Promise<void> {
  if (await hasInstances(unit.transaction, before.entity, before.header.id)) await keepRecord(unit, before, true)
}

function keepRecord(unit: Unit, record: StoredRecord, lines: boolean): Promise<void> {
  return keepRecordFact(unit.transaction, record.header.id, record.header.version, lines, () => encode(record))
}
