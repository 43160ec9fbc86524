import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { deriverOf } from '../../engine/ledger/derive.ts'
import { coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import { emptyCoordinate, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import type { Reading } from '../../store/database.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'

/** Coordinates as they are named: `{ item: 12, place: "transit" }`. Returns the positions named. Errors: `unknown-measure`. */
function readCoordinates(shape: LedgerShape, where: Readonly<Record<string, unknown>>): { over: number[]; coordinates: Coordinates } {
  for (const name of Object.keys(where)) {
    if (!shape.dimensions.some((dimension) => dimension.name === name)) throw fail('unknown-measure', { ledger: shape.name, measure: name })
  }
  const over = shape.dimensions.flatMap(({ name }, position) => (Object.hasOwn(where, name) ? [position] : []))
  return {
    over,
    coordinates: shape.dimensions.map((dimension) =>
      Object.hasOwn(where, dimension.name) ? coordinateOf(dimension, where[dimension.name]) : emptyCoordinate(dimension),
    ),
  }
}

/**
 * One figure now, coordinates that are not named summed over (what lies outside is left out unless it is named);
 * stored or derived measures. Null for a coordinate that is named but empty. Errors: `unknown-ledger`, `unknown-measure`.
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
  const { over, coordinates } = readCoordinates(shape, where)
  const { amounts } = await context.ledgers.sumBalances(context.reading, shape, over, coordinates)
  const stored = shape.measures.findIndex(({ name }) => name === measure)
  if (stored >= 0) return Decimal.fromUnits(amounts[stored]!, shape.measures[stored]!.scale)
  if (!(shape.definition.derived ?? []).some(({ name }) => name === measure)) throw fail('unknown-measure', { ledger, measure })
  const scope: Record<string, FeelValue> = {}
  for (const [index, { name, scale }] of shape.measures.entries()) scope[name] = Decimal.fromUnits(amounts[index]!, scale)
  deriverOf(shape.definition)(scope)
  return (scope[measure] as Decimal | null | undefined) ?? null
}
