import { AppError, type FieldError } from '@formwork/platform/error/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { readRecordAudit, type AuditLine } from '../store/audit/read-audit.ts'
import type { Unit } from './unit.ts'

/** Rows of history that are looked through, and changes that are told. */
const MOST_ROWS = 1_000
const MOST_CHANGES = 20

/**
 * The refusal of a stale version: who changed which field meanwhile, under the rights of the person who hears it.
 * Code `stale-version`, with `changed-meanwhile` for every field.
 */
export async function versionConflict(unit: Unit, plan: EntityPlan, record: StoredRecord, seen: number): Promise<AppError> {
  const lines = await readRecordAudit(unit.transaction, record.header.id, 0, MOST_ROWS)
  const later = lines.filter((line) => (versionOf(line) ?? 0) > seen)
  const errors = later.flatMap((line) => changesOf(unit, plan, record, line)).slice(0, MOST_CHANGES)
  const parameters = { seen, current: record.header.version }
  return new AppError('stale-version', { parameters, path: 'version', errors: errors.length === 0 ? undefined : errors })
}

function valuesOf(line: AuditLine): Record<string, unknown> {
  return line.values === null ? {} : (JSON.parse(line.values) as Record<string, unknown>)
}

function versionOf(line: AuditLine): number | undefined {
  const { version } = valuesOf(line)
  return typeof version === 'number' ? version : undefined
}

function changesOf(unit: Unit, plan: EntityPlan, record: StoredRecord, line: AuditLine): FieldError[] {
  const person =
    line.person === null ? { zh: '系统', en: 'The system' } : (unit.organisation.people.get(line.person)?.name ?? `#${line.person}`)
  const hidden = unit.authority.fields(plan.name).hidden
  return Object.entries(valuesOf(line)).flatMap(([key, change]): FieldError[] => {
    const place = findPlace(plan, record, key)
    if (place === undefined || hidden.has(place.right) || !Array.isArray(change)) return []
    const [before, after] = change as [unknown, unknown]
    return [
      {
        code: 'changed-meanwhile',
        path: place.path,
        parameters: { person, label: place.field.label, before: show(before), after: show(after) },
      },
    ]
  })
}

interface Place {
  readonly field: FieldPlan
  /** Where the reader finds it now: `lines/3/price`. */
  readonly path: string
  /** How rights name it: `lines.price`. */
  readonly right: string
}

/** `price`, or `lines/<row id>/price`. */
function findPlace(plan: EntityPlan, record: StoredRecord, key: string): Place | undefined {
  const [first, id, name] = key.split('/') as [string, string?, string?]
  if (id === undefined) {
    const field = plan.header.byName.get(first)
    return field && { field, path: first, right: first }
  }
  const field = name === undefined ? undefined : plan.linesByName.get(first)?.byName.get(name)
  const index = record.lines[first]?.findIndex((line) => String(line.id) === id) ?? -1
  return field && { field, path: index < 0 ? first : `${first}/${index}/${name}`, right: `${first}.${name}` }
}

function show(value: unknown): string {
  return value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
}
