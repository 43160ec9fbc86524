import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { emptyCoordinate, type AssertionScope, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import { referenceContext } from '../../engine/record/record-context.ts'
import type { Unit } from '../unit.ts'

/** Coordinates at `over` as expressions see them: records, names of virtual places, texts, dates. */
export function coordinateScope(unit: Unit, ledger: LedgerShape, over: readonly number[], coordinates: Coordinates): AssertionScope {
  const scope: Record<string, FeelValue> = { user: unit.facts.user }
  for (const [position, { name }] of ledger.dimensions.entries()) {
    scope[name] = over.includes(position) ? coordinateValue(unit, ledger, position, coordinates[position]!) : null
  }
  return scope
}

function coordinateValue(unit: Unit, ledger: LedgerShape, position: number, coordinate: number | string): FeelValue {
  const dimension = ledger.dimensions[position]!
  if (coordinate === emptyCoordinate(dimension)) return null
  if (dimension.kind === 'date') return CalendarDate.parse(String(coordinate))
  if (typeof coordinate === 'string') return coordinate
  if (coordinate < 0) return dimension.nameOfVirtual.get(coordinate) ?? null
  const { entity } = ledger.definition.dimensions[position]!
  return entity === undefined ? String(coordinate) : referenceContext(unit.facts, entity, coordinate)
}
