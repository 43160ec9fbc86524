import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/index.ts'
import type { Bound } from '@formwork/platform/plugin/contracts/dialect.ts'

/** Coordinates of a balance in the order of the ledger's dimensions: integers (ids; virtual ones negative) or text; 0 and '' mean none. */
export type Coordinates = readonly (number | string)[]

export interface DimensionShape {
  readonly name: string
  readonly kind: 'integer' | 'text' | 'date'
  readonly type: LedgerDefinition['dimensions'][number]['type']
  readonly required: boolean
  readonly virtualByName: ReadonlyMap<string, number>
  readonly nameOfVirtual: ReadonlyMap<number, string>
  /** Virtual coordinates that count as inside (goods on their way). */
  readonly inside: ReadonlySet<number>
}

export interface MeasureShape {
  readonly name: string
  readonly scale: number
}

export interface AttributeShape {
  readonly name: string
  readonly kind: 'integer' | 'decimal' | 'text' | 'date'
  readonly scale: number
}

/** A part of the name of a pool: the position of a dimension, or a formula over the coordinates. */
export type PoolPart = number | PoolFormula

/** `=place.region`: what a formula makes of the coordinates. */
export interface PoolFormula {
  readonly evaluate: (scope: AssertionScope) => FeelValue
  /** Fields of references that it reads: `{ dimension: 1, field: "region" }`. */
  readonly fields: readonly { readonly dimension: number; readonly field: string }[]
  /** Positions of all dimensions that it reads. */
  readonly reads: readonly number[]
}

export interface AssertionShape {
  readonly definition: NonNullable<LedgerDefinition['assertions']>[number]
  /** Positions of the dimensions that the balance is grouped by. */
  readonly over: readonly number[]
  /** `that` as `measure >= bound`, where it has this form: then only what falls is judged. */
  readonly floor?: { readonly measure: number; readonly bound: number }
  /** `that` over amounts in smallest units, where it has another form. */
  readonly holds?: (amounts: readonly number[], coordinates?: AssertionScope) => boolean
  /** For which coordinates it is judged. */
  readonly where?: AssertionFormula
  readonly mode: AssertionFormula | 'refuse' | 'warn' | 'approve'
  readonly size?: AssertionFormula
}

/** Coordinates by name, as expressions see them. */
export type AssertionScope = Readonly<Record<string, unknown>>

/** A formula over coordinates and, of amounts in smallest units, measures and what is derived from them. */
export type AssertionFormula = (amounts: readonly number[], coordinates: AssertionScope) => unknown

export interface CostingShape {
  readonly definition: NonNullable<LedgerDefinition['costing']>
  /** Positions of the measures. */
  readonly quantity: number
  readonly value: number
  /** Measures that a count changes as much as the quantity, where the dimension is filled. */
  readonly counted: readonly { readonly measure: number; readonly where: number }[]
  /** What names the pool, when its formula is a list of dimensions and of formulas over them. */
  readonly pool?: readonly PoolPart[]
  /** Positions of the dimensions that name it or are read for its name. */
  readonly poolReads?: readonly number[]
  /** Coordinates that take what pools do not keep; others stay as they are. */
  readonly variance?: readonly (number | string | undefined)[]
  /** Rates are values of so many smallest units of quantity. */
  readonly standardQuantity: number
}

/** Balances that are found by what they carry, while a figure of theirs is not zero: they lie in an index of their own. */
export interface LookupShape {
  /** Positions of the dimensions, and of the attributes, that they are found by. */
  readonly dimensions: readonly number[]
  readonly attributes: readonly number[]
  readonly figure: string
  /** What the figure is the sum of; its measures have one scale. */
  readonly terms: readonly { readonly measure: number; readonly factor: number }[]
}

/** A ledger definition, resolved: names are positions, virtual names are negative integers. */
export interface LedgerShape {
  readonly definition: LedgerDefinition
  readonly name: string
  readonly dimensions: readonly DimensionShape[]
  readonly measures: readonly MeasureShape[]
  readonly attributes: readonly AttributeShape[]
  /** Position of the dimension that names the open item, -1 when there is none. */
  readonly openItem: number
  readonly assertions: readonly AssertionShape[]
  readonly lookups: readonly LookupShape[]
  readonly costing?: CostingShape
}

/** A value bound for a coordinate that is not given. */
export function emptyCoordinate(dimension: DimensionShape): number | string {
  return dimension.kind === 'integer' ? 0 : ''
}

/** Text form of coordinates, as a map key. */
export function keyOf(coordinates: Coordinates): string {
  return coordinates.join('\u001f')
}

/** Whether goods at these coordinates are held: no coordinate is virtual, or only inside ones are. */
export function isInside(shape: LedgerShape, coordinates: Coordinates): boolean {
  for (let index = 0; index < coordinates.length; index++) {
    const value = coordinates[index]!
    if (typeof value === 'number' && value < 0 && !shape.dimensions[index]!.inside.has(value)) return false
  }
  return true
}

export type AttributeValues = readonly Bound[]
