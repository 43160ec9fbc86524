import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { assert } from '@formwork/platform/error/assert.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import type { Bound } from '../database.ts'
import { codecFor, type Codec } from '../records/codec.ts'
import type { StoredColumn } from '../tables/entity-table.ts'
import type { MigrationStep } from './plan-migration.ts'

type Replacement = Extract<MigrationStep, { do: 'replace-column' }>
type Stored = number | string
type Convert = (stored: Stored) => Bound | undefined

/** A value for the new column. `restored`: it came back from what an earlier change of the type has kept. */
interface Converted {
  readonly value: Bound | undefined
  readonly restored: boolean
}

/** From the value that a row has now, and the newest one that is kept of it (its kind beside it), to the new column. */
export type ConvertRow = (stored: Stored | null, kept: { readonly value: Stored; readonly kind: string } | undefined) => Converted

/**
 * What nobody changed since the type was changed comes back as it was; what was changed since is converted. A value was
 * not changed when converting the kept one to the type that is left gives it again: nothing, where it did not convert.
 */
export function rowConverter(
  step: Replacement,
  registry: Registry,
  { before, after }: { before: Model | undefined; after: Model },
): ConvertRow {
  const converter = (model: Model, from: string, to: string, path: string): Convert => converterTo(model, registry, { from, to, path })
  const byKind = new Map<string, { forward: Convert | undefined; home: Convert }>()
  const convertersOf = (kind: string) => {
    const known = byKind.get(kind) ?? {
      forward:
        before === undefined || fieldAt(before, step.from) === undefined ? undefined : converter(before, kind, step.before.kind, step.from),
      home: kind === step.kind ? (value: Stored) => value : converter(after, kind, step.kind, step.path),
    }
    byKind.set(kind, known)
    return known
  }
  const convert = converter(after, step.before.kind, step.kind, step.path)
  const isUntouched = (stored: Stored | null, kept: Stored, forward: Convert | undefined): boolean =>
    forward === undefined ? stored === null : sameStored(forward(kept), stored)
  return (stored, kept) => {
    if (kept !== undefined) {
      const { forward, home } = convertersOf(kept.kind)
      const value = isUntouched(stored, kept.value, forward) ? home(kept.value) : undefined
      if (value !== undefined) return { value, restored: true }
    }
    return { value: stored === null ? undefined : convert(stored), restored: false }
  }
}

function sameStored(left: Bound | undefined, right: Stored | null): boolean {
  return left === undefined || left === null || right === null ? (left ?? null) === right : String(left) === String(right)
}

/** Old column → inside form → JSON form or text → the new field type's own check → new column. */
function converterTo(model: Model, registry: Registry, step: { from: string; to: string; path: string }): Convert {
  const field = fieldAt(model, step.path)
  assert(field !== undefined, `The model has no field "${step.path}"`)
  const type = requireContribution(registry, 'fields', field.type)
  const timeZone = model.template.timeZone ?? DEFAULT_TIME_ZONE
  const before = codecOf(step.from, step.path, timeZone)
  const after = codecOf(step.to, step.path, timeZone)
  return (stored) => {
    const value = jsonForm(before.decode(stored))
    return (
      encodeChecked(type, field, after, value) ?? (typeof value === 'string' ? undefined : encodeChecked(type, field, after, String(value)))
    )
  }
}

function encodeChecked(type: FieldType, field: FieldDefinition, codec: Codec, value: unknown): Bound | undefined {
  const checked = type.check(value, field)
  return checked.problem === undefined ? codec.encode(checked.value) : undefined
}

function jsonForm(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value) : value
}

function codecOf(kind: string, path: string, timeZone: string): Codec {
  const [name, scale] = kind.split(':')
  return codecFor({ field: path, column: '', kind: name as StoredColumn['kind'], scale: Number(scale ?? 0) }, timeZone)
}

function fieldAt(model: Model, path: string): FieldDefinition | undefined {
  const [entity, ...names] = path.split('/')
  let fields: readonly FieldDefinition[] = model.entities.get(entity!)?.fields ?? []
  let found: FieldDefinition | undefined
  for (const name of names) {
    found = fields.find((field) => field.name === name)
    fields = found?.fields ?? []
  }
  return found
}
