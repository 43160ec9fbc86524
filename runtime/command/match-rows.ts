import { evaluatePredicate } from '@formwork/platform/expression/evaluate-predicate.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { userAttribute } from '../engine/permission/user-attribute.ts'
import { readPath } from '../engine/record/read-path.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/** Whether the row rules of this operation let this record through: the same rules that lists put into their SQL. */
export async function matchesRows(unit: Unit, record: StoredRecord, operation: string): Promise<boolean> {
  const rows = unit.authority.rows(record.entity, operation)
  if (rows === 'all') return true
  if (rows === 'none') return false
  const lookup = {
    read: (path: readonly string[]) => toText(readPath(unit.facts, record, path)),
    user: (name: string) => toText(userAttribute(unit.organisation, unit.actor, name)),
    today: unit.today,
    timeZone: unit.store.timeZone,
  }
  return withFacts(unit, () => evaluatePredicate(rows, lookup))
}

/** Predicates compare ids as texts. */
function toText(value: unknown): FeelValue {
  if (Array.isArray(value)) return value.map(toText)
  return typeof value === 'number' ? String(value) : ((value ?? null) as FeelValue)
}
