import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { compileLookup } from './compile-lookup.ts'
import { compileAssertion } from './compile-assertion.ts'
import { compilePool, poolReads } from './pool-parts.ts'
import { positionOf } from './position-of.ts'
import type { AssertionShape, AttributeShape, CostingShape, DimensionShape, LedgerShape, MeasureShape } from './shape.ts'

/** The stable negative integer of a virtual coordinate: remembered by the workspace, whatever the order of the definition. */
export type VirtualIds = (dimension: string, name: string) => number

/** Digits after the point of standard rates. */
export const RATE_SCALE = 6

/** Resolves a definition. Errors: `unknown-measure`, `definition-invalid`. */
export function compileLedger(definition: LedgerDefinition, virtualIds: VirtualIds): LedgerShape {
  const dimensions = definition.dimensions.map((dimension) => compileDimension(dimension, virtualIds))
  const measures = definition.measures.map(({ name, type, scale }): MeasureShape => ({ name, scale: scale ?? (type === 'money' ? 2 : 0) }))
  const attributes = (definition.attributes ?? []).map(compileAttribute)
  const partial = { definition, name: definition.name, dimensions, measures, attributes }
  const openItem = definition.openItem === undefined ? -1 : positionOf(dimensions, definition.openItem, definition.name)
  const assertions = (definition.assertions ?? []).map((assertion): AssertionShape => ({
    definition: assertion,
    over: assertion.over.map((name) => positionOf(dimensions, name, definition.name)).sort((left, right) => left - right),
    ...compileAssertion(assertion, definition, measures),
  }))
  return {
    ...partial,
    openItem,
    assertions,
    lookups: (definition.lookups ?? []).map((lookup) => compileLookup(lookup, definition, partial)),
    costing: definition.costing && compileCosting(definition, definition.costing, dimensions, measures),
  }
}

function compileDimension(dimension: LedgerDefinition['dimensions'][number], virtualIds: VirtualIds): DimensionShape {
  const virtual = (dimension.virtual ?? []).map(({ name, inside }) => ({ name, id: virtualIds(dimension.name, name), inside }))
  return {
    name: dimension.name,
    kind: dimension.type === 'text' ? 'text' : dimension.type === 'date' ? 'date' : 'integer',
    type: dimension.type,
    required: dimension.required === true,
    virtualByName: new Map(virtual.map(({ name, id }) => [name, id])),
    nameOfVirtual: new Map(virtual.map(({ name, id }) => [id, name])),
    inside: new Set(virtual.filter(({ inside }) => inside === true).map(({ id }) => id)),
  }
}

function compileAttribute(attribute: NonNullable<LedgerDefinition['attributes']>[number]): AttributeShape {
  const { name, type, scale } = attribute
  if (type === 'number' || type === 'money' || type === 'percent') {
    return { name, kind: 'decimal', scale: scale ?? (type === 'money' ? 2 : 0) }
  }
  return { name, kind: type === 'date' ? 'date' : type === 'reference' || type === 'record' ? 'integer' : 'text', scale: 0 }
}

function compileCosting(
  definition: LedgerDefinition,
  costing: NonNullable<LedgerDefinition['costing']>,
  dimensions: readonly DimensionShape[],
  measures: readonly MeasureShape[],
): CostingShape {
  const quantity = positionOf(measures, costing.quantity, definition.name)
  const value = positionOf(measures, costing.value, definition.name)
  const pool = compilePool(costing.pool, dimensions, definition.name)
  const exponent = RATE_SCALE + measures[quantity]!.scale - measures[value]!.scale
  return {
    definition: costing,
    quantity,
    value,
    counted: definition.measures.flatMap(({ countedWhere }, measure) =>
      countedWhere === undefined ? [] : [{ measure, where: positionOf(dimensions, countedWhere, definition.name) }],
    ),
    pool,
    poolReads: pool && poolReads(pool),
    variance:
      costing.variance && dimensions.map((dimension) => fixedCoordinate(dimension, costing.variance![dimension.name], definition.name)),
    standardQuantity: 10 ** Math.max(0, exponent),
  }
}

function fixedCoordinate(dimension: DimensionShape, value: unknown, ledger: string): number | string | undefined {
  if (value === undefined) return undefined
  const virtual = dimension.virtualByName.get(String(value))
  if (virtual !== undefined) return virtual
  if (dimension.kind === 'text') return String(value)
  throw fail('unknown-measure', { ledger, measure: String(value) })
}
