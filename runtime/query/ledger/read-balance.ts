import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { deriverOf } from '../../engine/ledger/derive.ts'
import { attributeOf, coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import { emptyCoordinate, type LedgerShape, type LookupShape } from '../../engine/ledger/shape.ts'
import type { Reading } from '../../store/database.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'
import { lookupOf, sumFound, type Carried } from '../../store/ledger/sum-found.ts'

/**
 * Coordinates, and attributes of open items, as they are named: `{ item: 12, place: "transit" }`. Returns the positions named.
 * Errors: `unknown-measure`.
 */
function readCoordinates(shape: LedgerShape, where: Readonly<Record<string, unknown>>): Carried {
  const carried = shape.openItem < 0 ? [] : shape.attributes
  const known = [...shape.dimensions, ...carried].map(({ name }) => name)
  const unknown = Object.keys(where).find((name) => !known.includes(name))
  if (unknown !== undefined) throw fail('unknown-measure', { ledger: shape.name, measure: unknown })
  return {
    over: shape.dimensions.flatMap(({ name }, position) => (Object.hasOwn(where, name) ? [position] : [])),
    coordinates: shape.dimensions.map((dimension) =>
      Object.hasOwn(where, dimension.name) ? coordinateOf(dimension, where[dimension.name]) : emptyCoordinate(dimension),
    ),
    attributes: carried.flatMap((attribute, position) =>
      Object.hasOwn(where, attribute.name) ? [{ position, value: attributeOf(attribute, where[attribute.name]) }] : [],
    ),
  }
}

/**
 * One figure now, coordinates that are not named summed over (what lies outside is left out unless it is named);
 * stored or derived measures. Where a lookup of the ledger is for it, only what it finds is read. Null for a coordinate that is
 * named but empty. Errors: `unknown-ledger`, `unknown-measure`.
 */
export async function readBalance(
  context: { reading: Reading; ledgers: LedgerStore; registry: Registry },
  ledger: string,
  measure: string,
  where: Readonly<Record<string, unknown>>,
): Promise<Decimal | null> {
  const { table } = context.ledgers.plansOf(ledger)
  const { shape } = table
  if (Object.values(where).some((value) => value === null || value === undefined)) return null
  const carried = readCoordinates(shape, where)
  const amounts = await amountsOf(context, shape, carried, lookupOf(shape, measure, carried))
  const stored = shape.measures.findIndex(({ name }) => name === measure)
  if (stored >= 0) return Decimal.fromUnits(amounts[stored]!, shape.measures[stored]!.scale)
  if (!(shape.definition.derived ?? []).some(({ name }) => name === measure)) throw fail('unknown-measure', { ledger, measure })
  const scope: Record<string, FeelValue> = {}
  for (const [index, { name, scale }] of shape.measures.entries()) scope[name] = Decimal.fromUnits(amounts[index]!, scale)
  deriverOf(shape.definition)(scope)
  return (scope[measure] as Decimal | null | undefined) ?? null
}

async function amountsOf(
  { reading, ledgers }: { reading: Reading; ledgers: LedgerStore },
  shape: LedgerShape,
  carried: Carried,
  lookup: LookupShape | undefined,
): Promise<readonly number[]> {
  if (lookup !== undefined || carried.attributes.length > 0) return sumFound(ledgers, reading, shape, carried, lookup)
  return (await ledgers.sumBalances(reading, shape, carried.over, carried.coordinates)).amounts
}
