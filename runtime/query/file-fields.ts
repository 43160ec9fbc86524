import type { EntityPlan } from '../engine/record/entity-plan.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'

/** Files of one field of a record, in the header or in a row. */
export interface HeldFiles {
  readonly field: FieldPlan
  /** `photo`, in lines `lines.photo`. */
  readonly path: string
  readonly ids: readonly number[]
}

const filePlans = new WeakMap<EntityPlan, boolean>()

/** Whether records of the entity can hold files at all. */
export function mayHoldFiles(plan: EntityPlan): boolean {
  let known = filePlans.get(plan)
  if (known === undefined) {
    known = [plan.header, ...plan.lines].some((group) => group.fields.some((field) => field.type.files !== undefined))
    filePlans.set(plan, known)
  }
  return known
}

export function* filesOf(plan: EntityPlan, record: StoredRecord): Iterable<HeldFiles> {
  for (const field of plan.header.fields) {
    if (field.type.files !== undefined) yield { field, path: field.name, ids: idsIn(record.values[field.name]) }
  }
  for (const group of plan.lines) {
    for (const field of group.fields) {
      if (field.type.files === undefined) continue
      const ids = (record.lines[group.lines!] ?? []).flatMap((line) => idsIn(line.values[field.name]))
      yield { field, path: `${group.lines!}.${field.name}`, ids }
    }
  }
}

function idsIn(value: unknown): number[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(Number)
}
