import { hash } from 'node:crypto'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { recordToJson } from '../engine/record/to-json.ts'

const nothing: ReadonlySet<string> = new Set()

/** Characters of a fingerprint: enough that no other content has it by chance. */
const LENGTH = 24

/**
 * Fingerprint of what somebody sees of a record: every stored field and line that is not hidden from him. Versions,
 * status and other people's votes are no part of it.
 */
export function shownHash(model: Model, registry: Registry, record: StoredRecord, hidden: ReadonlySet<string> = nothing): string {
  const { values, lines } = recordToJson(planOf(model, registry, record.entity), record)
  const visibleLines = Object.entries(lines)
    .filter(([name]) => !hidden.has(name))
    .map(([name, rows]) => [name, rows.map((row) => [row.id, without(row.values, hidden, `${name}.`)])])
  return fingerprint([without(values, hidden, ''), visibleLines])
}

export function fingerprint(value: unknown): string {
  return hash('sha256', JSON.stringify(value)).slice(0, LENGTH)
}

function without(values: Readonly<Record<string, unknown>>, hidden: ReadonlySet<string>, prefix: string): [string, unknown][] {
  return Object.entries(values).filter(([name]) => !hidden.has(prefix + name))
}
