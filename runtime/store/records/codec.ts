import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { Bound } from '../database.ts'
import type { StoredColumn } from '../tables/entity-table.ts'

/** How one column's value is written and read. NULL never reaches it. */
export interface Codec {
  encode(value: unknown): Bound
  decode(value: number | string): unknown
}

/** Inside form ⇄ column. Errors of `encode`: `out-of-range` for decimals beyond ±(2^53 − 1) units. */
export function codecFor(column: StoredColumn, timeZone: string): Codec {
  return column.kind === 'decimal'
    ? decimalCodec(column.field, column.scale)
    : column.kind === 'date-time'
      ? dateTimeCodec(timeZone)
      : plainCodecs[column.kind]
}

const plainCodecs: Record<'integer' | 'text' | 'boolean' | 'date' | 'json', Codec> = {
  integer: { encode: (value) => (value instanceof Decimal ? decimalUnits(value, 0, 'integer') : (value as number)), decode: Number },
  text: { encode: (value) => value as string, decode: (value) => value },
  boolean: { encode: (value) => (value === true ? 1 : 0), decode: (value) => value !== 0 },
  date: { encode: (value) => (value as CalendarDate).toString(), decode: (value) => CalendarDate.parse(value as string) },
  json: { encode: (value) => JSON.stringify(value), decode: (value) => JSON.parse(value as string) as unknown },
}

function decimalCodec(field: string, scale: number): Codec {
  return {
    encode: (value) => decimalUnits(value as Decimal, scale, field),
    decode: (value) => new Decimal(value as number, scale),
  }
}

/** Milliseconds since the epoch; read back as the wall clock of the workspace. */
function dateTimeCodec(timeZone: string): Codec {
  return {
    encode: (value) => (value as DateTime).toEpochMilliseconds(timeZone),
    decode: (value) => DateTime.fromEpochMilliseconds(value as number, timeZone),
  }
}

/** The scaled integer of a decimal; a computed value with more digits is rounded half up. */
function decimalUnits(value: Decimal, scale: number, field: string): number {
  assert(value instanceof Decimal, `"${field}" is kept as a Decimal`)
  const stored = value.scale === scale ? value : value.round(scale)
  if (stored.big !== undefined) {
    const most = Decimal.fromUnits(Number.MAX_SAFE_INTEGER, scale)
    throw fail('out-of-range', { label: field, minimum: most.negate().toString(), maximum: most.toString() }, field)
  }
  return stored.coefficient
}
