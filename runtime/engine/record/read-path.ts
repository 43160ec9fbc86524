import { DateTime } from '@formwork/platform/value/index.ts'
import { planOf } from './entity-plan.ts'
import type { FactBook } from './facts.ts'
import type { StoredRecord } from './stored-record.ts'

const systemReferences: Readonly<Record<string, string>> = {
  owner: 'person',
  createdBy: 'person',
  updatedBy: 'person',
  department: 'department',
}

/**
 * The value of a stored path in inside form, as row rules compare it: `party/region`, `owner`. Null where nothing is;
 * what is not loaded yet is noted in the facts.
 */
export function readPath(facts: FactBook, record: StoredRecord, path: readonly string[]): unknown {
  const [name, ...rest] = path as [string, ...string[]]
  const field = planOf(facts.model, facts.registry, record.entity).header.byName.get(name)
  const { through, field: read } = field?.definition ?? {}
  if (field?.live === true) return through === undefined || read === undefined ? null : readPath(facts, record, [through, read, ...rest])
  const written = field === undefined ? readHeader(record, name, facts.timeZone) : (record.values[name] ?? null)
  const value = field?.target !== undefined && typeof written === 'number' ? facts.merged.resolve(written) : written
  if (rest.length === 0 || value === null) return value
  const target = field === undefined ? systemReferences[name] : field.target
  const next = target === undefined || typeof value !== 'number' ? null : facts.record(target, value)
  return next === null || next === undefined ? null : readPath(facts, next, rest)
}

function readHeader(record: StoredRecord, name: string, timeZone: string): unknown {
  const value = (record.header as unknown as Record<string, unknown>)[name] ?? null
  return typeof value === 'number' && (name === 'createdAt' || name === 'updatedAt')
    ? DateTime.fromEpochMilliseconds(value, timeZone)
    : value
}
