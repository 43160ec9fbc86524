import type { FieldDefinition } from '../../definition/types.ts'
import type { LocalizedText } from '../../error/index.ts'
import type { Contribution } from './contribution.ts'

/** A refusal of a typed value: a code of the error catalogue and its parameters. */
export interface ValueProblem {
  code: string
  parameters?: Record<string, string | number | LocalizedText>
}

export type CheckedValue = { value: unknown; problem?: undefined } | { problem: ValueProblem; value?: undefined }

/**
 * How a value is kept in a column. `decimal` is an integer scaled by the field's scale;
 * `none` has no column (computed live, or kept in a table of its own as lines are).
 */
export type ColumnKind = 'integer' | 'decimal' | 'text' | 'boolean' | 'date' | 'date-time' | 'json' | 'none'

/**
 * A field type. Pure: runs in Node and in the browser. Values inside the engines are
 * null, boolean, string, Decimal (numbers of any kind), CalendarDate, DateTime, a record id (number) for references, or arrays of those;
 * the JSON form (wire) has strings for decimals, ISO text for dates, id strings for references.
 */
export interface FieldType extends Contribution {
  readonly name: string
  readonly label: { zh: string; en: string }
  readonly help?: { zh: string; en: string }
  /** Options beyond the core properties of a field: a closed JSON Schema `properties` object. */
  readonly options: Record<string, unknown>
  /** Options that a field of this type cannot do without. */
  readonly requiredOptions?: readonly string[]
  /** The type in expressions: number, string, boolean, date, date and time, days duration, context, list. */
  readonly feelType: string
  column(field: FieldDefinition): { kind: ColumnKind; scale?: number; reference?: string }
  /** JSON form -> inside form; refuses what the options forbid. null and absent never reach it. */
  check(value: unknown, field: FieldDefinition): CheckedValue
  /** Inside form -> JSON form. */
  toJson(value: unknown, field: FieldDefinition): unknown
  /** What people write in a file or a cell -> JSON form; what cannot be read is given back as it is, and `check` refuses it. Absent: by `feelType`. */
  readText?(text: string, field: FieldDefinition): unknown
  /** Inside form -> text for lists, prints, messages. */
  format(value: unknown, field: FieldDefinition, language: 'zh' | 'en'): string
  /** Operators a filter on this field may use. */
  readonly operators: readonly string[]
  /** Read live, never stored (lookup, roll-up, balance). */
  readonly live?: boolean
  /** Read live for screens alone: no formula, rule or filter can name it. */
  readonly shownOnly?: boolean
  /** Values are ids of stored files: of any kind, or pictures by their content. */
  readonly files?: 'any' | 'image'
}
