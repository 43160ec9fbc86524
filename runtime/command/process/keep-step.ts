import { encode } from '../../engine/process/codec.ts'
import type { ProcessEvent } from '../../engine/process/event.ts'
import type { ProxyRule } from '../../engine/process/facts.ts'
import type { KeptFacts, KeptMigration } from '../../engine/process/rehearsal/kept-facts.ts'
import type { FactTrace } from '../../engine/record/facts.ts'
import type { RecordException, RecordHeader, StoredRecord } from '../../engine/record/stored-record.ts'
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
export async function keepStep(
  unit: Unit,
  row: { readonly id: number; readonly definition: number },
  step: number,
  event: ProcessEvent,
  consumed: ConsumedFacts,
  migration?: KeptMigration,
): Promise<void> {
  const { transaction, organisation } = unit
  const { record, proxies, shown, administrators, trace } = consumed
  const records: [number, string, number | null, boolean][] = []
  // In one order, so that two writers never wait for each other.
  for (const [id, fact] of trace.records.size === 0 ? [] : [...trace.records].sort(([left], [right]) => left - right)) {
    if (fact.record === null) records.push([id, '', null, false])
    else if (id !== record?.header.id) {
      await keepRecord(unit, fact.record, fact.lines)
      records.push([id, fact.record.entity, fact.record.header.version, fact.lines])
    }
  }
  await keepPeople(transaction, organisation.version, () =>
    JSON.stringify({ people: [...organisation.people.values()], departments: [...organisation.departments.values()] }),
  )
  const facts: RecordFacts = {
    administrators,
    ...(record === undefined ? {} : { header: record.header }),
    ...(record?.exceptions === undefined || record.exceptions.length === 0 ? {} : { exceptions: record.exceptions }),
    ...(proxies.length === 0 ? {} : { proxies }),
    ...(shown === undefined ? {} : { shown }),
    ...(records.length === 0 ? {} : { records }),
    ...(trace.balances.size === 0
      ? {}
      : { balances: [...trace.balances].map(([key, value]) => [key, value?.toString() ?? null] as const) }),
    ...(migration === undefined ? {} : { migration }),
  }
  await insertStep(transaction, {
    instance: row.id,
    step,
    at: unit.now,
    definition: row.definition,
    recordVersion: record?.header.version ?? null,
    people: organisation.version,
    event: encode(event),
    // Without exceptions there is nothing in it that JSON has no word for.
    facts: facts.exceptions === undefined ? JSON.stringify(facts) : encode(facts),
  })
}

/** The values of a record as steps have read them, before others take their place. */
export async function keepOutdated(unit: Unit, before: StoredRecord): Promise<void> {
  if (await hasInstances(unit.transaction, before.entity, before.header.id)) await keepRecord(unit, before, true)
}

function keepRecord(unit: Unit, record: StoredRecord, lines: boolean): Promise<void> {
  return keepRecordFact(unit.transaction, record.header.id, record.header.version, lines, () => encode(record))
}
