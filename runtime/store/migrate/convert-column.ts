import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Bound, Database, Plan, Reading, Row, Transaction } from '../database.ts'
import { compilePlan, queryBuilder } from '../query-builder.ts'
import type { PhysicalName } from '../tables/physical-names.ts'
import type { ConvertColumn } from './apply-migration.ts'
import { rowConverter, type ConvertRow } from './convert-value.ts'
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
  /** Of these: they come back as they were before an earlier change of the type. */
  readonly restored: number
  readonly refused: number
  /** The first few. */
  readonly samples: readonly Unconvertible[]
}

/** The model that is left, where it is known, and the one that comes. */
export interface Models {
  readonly before: Model | undefined
  readonly after: Model
}

/**
 * Writes converted values into the new column; what does not convert stays empty there and is kept in the old one, from
 * which it comes back when the field gets its former type again.
 */
export function convertColumn(dialect: Database['dialect'], models: Models, registry: Registry): ConvertColumn {
  return async (transaction, step) => {
    const writer = columnWriter(transaction, dialect, step)
    await walkColumn(transaction, dialect, step, rowConverter(step, registry, models), writer)
  }
}

/** What a conversion would do, without writing. */
export function previewConversion(
  reading: Reading,
  dialect: Database['dialect'],
  models: Models,
  registry: Registry,
  step: Replacement,
): Promise<ConversionReport> {
  return walkColumn(reading, dialect, step, rowConverter(step, registry, models), async () => {})
}

type Write = (row: Row, value: Bound) => Promise<void>

async function walkColumn(
  reading: Reading,
  dialect: Database['dialect'],
  step: Replacement,
  convert: ConvertRow,
  write: Write,
): Promise<ConversionReport> {
  const keys = keysOf(step)
  const old = step.before.physical
  const plan = pagePlan(dialect, step)
  const samples: Unconvertible[] = []
  const counts = { converted: 0, restored: 0, refused: 0 }
  for (let last: Bound[] = keys.map(() => -1); ;) {
    const rows = await reading.all(plan, [...last, CHUNK])
    for (const row of rows) {
      const stored = row[old] as number | string | null
      const { value, restored } = convert(stored, newestKept(row, step.kept))
      if (value !== undefined) {
        counts.converted++
        if (restored) counts.restored++
        await write(row, value)
      } else if (stored !== null && counts.refused++ < 10) samples.push({ record: row[keys[0]!] as number, value: String(stored) })
    }
    const end = rows.at(-1)
    if (end === undefined || rows.length < CHUNK) return { ...counts, samples }
    last = keys.map((key) => end[key]!)
  }
}

/** A page of the rows that hold a value, now or in what is kept. */
function pagePlan(dialect: Database['dialect'], step: Replacement): Plan {
  const keys = keysOf(step)
  const build = queryBuilder(dialect)
  const columns = [step.before.physical, ...step.kept.map((name) => name.physical)]
  const after = build.raw(`(${keys.map(() => '??').join(', ')}) > (${keys.map(() => '?').join(', ')})`, [...keys, ...keys.map(() => 0)])
  return compilePlan(
    build(step.table)
      .select([...keys, ...columns])
      .where((filled) => {
        for (const column of columns) void filled.orWhereNotNull(column)
      })
      .where(after)
      .orderBy(keys)
      .limit(CHUNK),
  ).plan
}

function newestKept(row: Row, kept: readonly PhysicalName[]): { value: number | string; kind: string } | undefined {
  const newest = kept.find(({ physical }) => row[physical] !== null)
  return newest === undefined ? undefined : { value: row[newest.physical] as number | string, kind: newest.kind }
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

/** Header rows have a key of one column, rows of lines one of two. */
function keysOf(step: Replacement): string[] {
  return step.path.split('/').length > 2 ? ['record', 'id'] : ['id']
}
