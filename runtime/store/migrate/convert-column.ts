import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { assert } from '@formwork/platform/error/assert.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import type { Bound, Database, Plan, Reading, Row, Transaction } from '../database.ts'
import { compilePlan, queryBuilder } from '../query-builder.ts'
import { codecFor, type Codec } from '../records/codec.ts'
import type { StoredColumn } from '../tables/entity-table.ts'
import type { ConvertColumn } from './apply-migration.ts'
import type { MigrationStep } from './plan-migration.ts'

type Replacement = Extract<MigrationStep, { do: 'replace-column' }>

/** Rows read at once: bounded memory for tables of any size. */
const CHUNK = 1_000

/** A value that the new type refuses; the old column keeps it. */
export interface Unconvertible {
  readonly record: number
  readonly value: string
}

export interface ConversionReport {
  readonly converted: number
  readonly refused: number
  /** The first few. */
  readonly samples: readonly Unconvertible[]
}

/** Writes converted values into the new column; what does not convert stays empty there and is kept in the old one. */
export function convertColumn(dialect: Database['dialect'], model: Model, registry: Registry): ConvertColumn {
  return async (transaction, step) => {
    const writer = columnWriter(transaction, dialect, step)
    await walkColumn(transaction, dialect, step, converterOf(model, registry, step), writer)
  }
}

/** What a conversion would do, without writing. */
export function previewConversion(
  reading: Reading,
  dialect: Database['dialect'],
  model: Model,
  registry: Registry,
  step: Replacement,
): Promise<ConversionReport> {
  return walkColumn(reading, dialect, step, converterOf(model, registry, step), async () => {})
}

type Convert = (stored: number | string) => Bound | undefined
type Write = (row: Row, value: Bound) => Promise<void>

async function walkColumn(
  reading: Reading,
  dialect: Database['dialect'],
  step: Replacement,
  convert: Convert,
  write: Write,
): Promise<ConversionReport> {
  const keys = keysOf(step)
  const build = queryBuilder(dialect)
  const old = step.before.physical
  const after = build.raw(`(${keys.map(() => '??').join(', ')}) > (${keys.map(() => '?').join(', ')})`, [...keys, ...keys.map(() => 0)])
  const { plan } = compilePlan(
    build(step.table)
      .select([...keys, old])
      .whereNotNull(old)
      .where(after)
      .orderBy(keys)
      .limit(CHUNK),
  )
  const samples: Unconvertible[] = []
  let converted = 0
  let refused = 0
  for (let last: Bound[] = keys.map(() => -1); ;) {
    const rows = await reading.all(plan, [...last, CHUNK])
    for (const row of rows) {
      const stored = row[old]!
      const value = convert(stored)
      if (value !== undefined) {
        converted++
        await write(row, value)
      } else if (refused++ < 10) samples.push({ record: row[keys[0]!] as number, value: String(stored) })
    }
    const end = rows.at(-1)
    if (end === undefined || rows.length < CHUNK) return { converted, refused, samples }
    last = keys.map((key) => end[key]!)
  }
}

function columnWriter(transaction: Transaction, dialect: Database['dialect'], step: Replacement): Write {
  const keys = keysOf(step)
  const build = queryBuilder(dialect)
  const plan: Plan = compilePlan(
    build(step.table)
      .where(Object.fromEntries(keys.map((key) => [key, 0])))
      .update({ [step.column.name]: 0 }),
  ).plan
  return async (row, value) => {
    await transaction.run(plan, [value, ...keys.map((key) => row[key]!)])
  }
}

/** Old column → inside form → JSON form or text → the new field type's own check → new column. */
function converterOf(model: Model, registry: Registry, step: Replacement): Convert {
  const field = fieldAt(model, step.path)
  const type = requireContribution(registry, 'fields', field.type)
  const timeZone = model.template.timeZone ?? DEFAULT_TIME_ZONE
  const before = codecOf(step.before.kind, step.path, timeZone)
  const after = codecOf(step.kind, step.path, timeZone)
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

function fieldAt(model: Model, path: string): FieldDefinition {
  const [entity, ...names] = path.split('/')
  let fields: readonly FieldDefinition[] = model.entities.get(entity!)?.fields ?? []
  let found: FieldDefinition | undefined
  for (const name of names) {
    found = fields.find((field) => field.name === name)
    fields = found?.fields ?? []
  }
  assert(found !== undefined, `The model has no field "${path}"`)
  return found
}

/** Header rows have a key of one column, rows of lines one of two. */
function keysOf(step: Replacement): string[] {
  return step.path.split('/').length > 2 ? ['record', 'id'] : ['id']
}
