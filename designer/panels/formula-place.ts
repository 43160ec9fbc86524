import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { DefinitionProblem } from '../api/design-api.ts'
import type { FormulaName } from './formula-names.ts'
import type { Segments } from '../workspace/operation.ts'

/** Where a formula stands: what it can read, and its owner in the file, for the check. */
export interface FormulaPlace {
  readonly file: string
  /** The element that has the formula as a property. */
  readonly at: Segments
  readonly entity: EntityDefinition
  /** Inside lines: the fields of the row are read bare. */
  readonly lines?: string
  readonly field: FieldDefinition
  /** What it can read, where that is not the entity's own fields. */
  readonly names?: readonly FormulaName[]
  /** How it is checked, where it is no property of a definition. */
  readonly check?: FormulaCheck
}

/** A formula that is being typed, laid into the files that would hold it; and which problems of these are its own. */
export interface FormulaCheck {
  lay(formula: string): Promise<{ path: string; text: string }[]> | { path: string; text: string }[]
  isOwn(problem: DefinitionProblem): boolean
}
