import type { PostingDefinition, PostingEntry } from '@formwork/platform/definition/types.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import type { AttributeValues, Coordinates, LedgerShape } from './shape.ts'
import type { Basis } from './basis.ts'

/** The record that is posted, as far as the engine itself looks at it; expressions see the whole. */
export interface PostedRecord {
  readonly id: number
  readonly generation: number
  readonly lines: Readonly<Record<string, readonly { readonly id: number }[]>>
}

/** What formulas are evaluated in; made by the caller, who knows records and references. */
export interface PostingContext {
  readonly record: PostedRecord
}

/** One row that an entry is repeated for: a row of lines, or a context out of a formula's list. */
export interface PostingLine {
  /** Row id, null for rows out of a formula. */
  readonly id: number | null
  readonly index: number
  /** Name of the lines field. */
  readonly lines: string | null
  readonly row: unknown
  /** A context out of a formula that stands for a row of lines: its entries belong to that row, `line` reads the context. */
  readonly isMade?: boolean
}

/** A compiled formula: inside form, references as ids. Throws `formula-error` when FEEL finds an error. */
export type PostingFormula = (context: PostingContext, line: PostingLine | null, more?: Readonly<Record<string, unknown>>) => unknown

/** Compiles `=…`; `lines` is the lines field whose rows are read as `line`. */
export type CompilePostingFormula = (source: string, name: string, lines: string | null) => PostingFormula

export type Verb = 'add' | 'take' | 'move' | 'return' | 'fulfil' | 'release' | 'count' | 'revalue' | 'standard'

/** One entry of a posting rule, compiled. */
export interface EntryPlan {
  readonly definition: PostingEntry
  readonly name: string
  readonly ledger: LedgerShape
  readonly verb: Verb
  readonly each: string | PostingFormula | null
  readonly when: PostingFormula | null
  /** Formula or constant by dimension; null where nothing is said. */
  readonly from: readonly (PostingFormula | null)[] | null
  readonly to: readonly (PostingFormula | null)[] | null
  /** fulfil, release: where what is pending is held, as far as it is said. */
  readonly heldAt: readonly (PostingFormula | null)[] | null
  readonly amounts: readonly (PostingFormula | null)[]
  readonly of: PostingFormula | null
  readonly attributes: readonly (PostingFormula | null)[]
  /** Weight of an output, or the rate of a standard. */
  readonly factor: PostingFormula | null
  readonly spread: { readonly measure: number; readonly total: PostingFormula; readonly by: PostingFormula } | null
  readonly choose: PostingFormula | null
  /** Which open coordinates may be taken from; sees coordinates, attributes and measures bare. */
  readonly allowed: PostingFormula | null
  /** What open coordinates are taken in the order of, where no attribute says it. */
  readonly rank: PostingFormula | null
  /** Coordinates laid over those of the open items: where the rest is added, where a difference goes. */
  readonly restTo: readonly (PostingFormula | null)[] | null
  readonly difference: readonly (PostingFormula | null)[] | null
  /** The measure that takes what entries of these names cost. */
  readonly cost: { readonly of: ReadonlySet<string>; readonly measure: number } | null
  /** When what this entry holds pending releases itself; null where it does not. */
  readonly expires: PostingFormula | null
  /** The row of another record that it is held for; null where its own row holds it. */
  readonly heldFor: PostingFormula | null
  /** Another entry's output carries what this one costs. */
  readonly isInput: boolean
  /** Names the pool and the method where no plain dimensions do. */
  readonly pool: PostingFormula | null
  readonly method: PostingFormula | null
  readonly rate: PostingFormula | null
}

/** A posting rule, compiled once a model. */
export interface PostingPlan {
  readonly definition: PostingDefinition
  readonly at: PostingFormula
  readonly when: PostingFormula | null
  readonly entries: readonly EntryPlan[]
}

/** An entry evaluated for one row: what moves where. `from` or `to` is null in ledgers that add and take. */
export interface Movement {
  readonly plan: EntryPlan
  readonly line: PostingLine | null
  readonly from: Coordinates | null
  readonly to: Coordinates | null
  /** By measure, in smallest units. */
  readonly amounts: readonly number[]
  /** Whether the measure of value was given. */
  readonly hasValue: boolean
  readonly basis: Basis
  /** Row id, record id or entry id that it refers to. */
  readonly of: number | null
  readonly factor: number
  readonly attributes: AttributeValues
  /** The last day on which what it holds pending is held. */
  readonly expires?: CalendarDate
  /** The row of another record that what it holds pending is held for. */
  readonly heldFor?: number
  /** The part of a pending movement that it fulfils or releases. */
  readonly part?: PendingPart
}

/** Part of what a movement holds pending, in smallest units of its first measure. */
export interface PendingPart {
  /** The pending movement. */
  readonly of: number
  readonly amount: number
}
