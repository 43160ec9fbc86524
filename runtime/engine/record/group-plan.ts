import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { FieldPlan } from './field-plan.ts'

/** The fields of the header (`lines` is null) or of one lines field. */
export interface GroupPlan {
  readonly lines: string | null
  readonly label: LocalizedText
  readonly fields: readonly FieldPlan[]
  readonly byName: ReadonlyMap<string, FieldPlan>
  /** Fields that point to records. */
  readonly references: readonly FieldPlan[]
  /** Through which field a figure is entered, by the name of that field. */
  readonly standIns: ReadonlyMap<string, FieldPlan>
  /** Figures that are entered in another measure, by the name of the field that says in which. */
  readonly measured: ReadonlyMap<string, readonly FieldPlan[]>
  /** No field is ever read-only or invisible by its definition. */
  readonly open: boolean
  /** The values of a new row: all empty. */
  readonly empty: Readonly<Record<string, unknown>>
  /** Rows cannot be touched by people. */
  readonly closed: boolean
  /** Most rows. */
  readonly limit: number
  /** The lines field itself says that at least one row is needed. */
  readonly required: boolean
}
