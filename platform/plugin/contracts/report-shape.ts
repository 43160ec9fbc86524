import type { FieldDefinition, ReportColumn, ReportDefinition } from '../../definition/types.ts'
import type { Predicate } from '../../expression/predicate.ts'
import type { LocalizedText } from '../../error/index.ts'
import type { CalendarDate, Decimal } from '../../value/index.ts'
import type { Contribution } from './contribution.ts'

/** A row of a report in inside form, by column name. */
export type ReportRow = Record<string, unknown>

/** The column of a `latest` read that says by which day its row is the latest. */
export const LATEST = '@latest'

/** One question to the store: rows of records, balances of a ledger, or its entries in the order of cost. */
export interface ReportRead {
  readonly name: string
  readonly of: 'records' | 'balances' | 'entries'
  /** Columns that group; without any aggregate they are simply read. */
  readonly group: readonly { readonly name: string; readonly path: readonly string[] }[]
  readonly measures: readonly {
    readonly name: string
    readonly path: readonly string[]
    readonly aggregate: 'sum' | 'count' | 'minimum' | 'maximum'
  }[]
  readonly where: readonly Predicate[]
  /** Records: of each group the row that is the latest by this path alone, its measures as they are. */
  readonly latest?: readonly string[]
  /** Balances: as of the end of this day. Entries: up to and with this day. */
  readonly to?: CalendarDate
  /** Entries: from this day on. */
  readonly from?: CalendarDate
}

/** A report that a shape draws on; it runs under the same reader's rights. */
export interface ReportCall {
  readonly name: string
  readonly report: string
  readonly column: string
  /** Inside form; parameters that are not named keep their defaults. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** A report whose rows a shape stacks; it runs under the same reader's rights, and answers under its name. */
export interface ReportPart {
  readonly name: string
  readonly report: string
  /** Inside form; parameters that are not named keep their defaults. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What a report is made over. */
export interface ReportSource {
  /** Names of a ledger's measures; empty for records. */
  readonly measures: readonly string[]
  readonly dimensions: readonly string[]
  /** Carried by entries, e.g. the due date of an open item. */
  readonly attributes: readonly string[]
}

export interface ReportRequest {
  readonly report: ReportDefinition
  readonly source: ReportSource
  /** Inside form, by parameter name; what was not given is null. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly today: CalendarDate
  readonly language: 'zh' | 'en'
  /** Evaluates a formula over these names and `parameter`. Errors: formula-error with the label. */
  readonly evaluate: (formula: string, scope: Readonly<Record<string, unknown>>, label: LocalizedText | string) => unknown
  /** Conditions of the definition and of parameters named like a column of the source. */
  readonly where: readonly Predicate[]
}

/** A column of the result; shapes may add their own (opening, running balance, buckets). */
export type ResultColumn = ReportColumn & {
  readonly like?: string
  /** Columns of a pivot under one head. */
  readonly head?: ReportColumn['label']
  /** The field of the part that it comes from. */
  readonly source?: FieldDefinition
}

export interface ShapedReport {
  readonly columns: readonly ResultColumn[]
  readonly rows: ReportRow[]
}

/** Sums of the called columns by the name of the call; undefined where the reader may not see one, null where its module is off. */
export type ReportSums = Readonly<Record<string, Decimal | null | undefined>>

/** A report shape: turns a definition into questions, and the answers into rows. Pure. */
export interface ReportShape extends Contribution {
  readonly name: string
  readonly label: { zh: string; en: string }
  readonly help: { zh: string; en: string }
  /** Options of a report beyond the core ones: a closed JSON Schema `properties` object. */
  readonly options?: Record<string, unknown>
  readonly requiredOptions?: readonly string[]
  /** Names of the figures that it makes of a definition's columns: formulas, the order and charts may name them. */
  made?(report: ReportDefinition): readonly string[]
  plan(request: ReportRequest): readonly ReportRead[]
  /** Other reports that it is made of. */
  calls?(request: ReportRequest): readonly ReportCall[]
  /** Other reports whose rows it is made of. */
  parts?(request: ReportRequest): readonly ReportPart[]
  shape(request: ReportRequest, answers: Readonly<Record<string, readonly ReportRow[]>>, sums?: ReportSums): ShapedReport
}
