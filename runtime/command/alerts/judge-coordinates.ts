import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import type { AlertPlan } from '../../query/alerts/alert-plan.ts'
import { referenceContext } from '../../engine/record/record-context.ts'
import { coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import { emptyCoordinate } from '../../engine/ledger/shape.ts'
import { listOpenItems } from '../../store/ledger/open-items.ts'
import { attributeValue } from '../ledger/allowed-items.ts'
import { findOpenAlert } from '../../store/services/alerts.ts'
import type { Unit } from '../unit.ts'
import { judgeAlert, keyOf } from './judge-alert.ts'

export type AlertCoordinates = Readonly<Record<string, string | number>>

/** Judges a rule at every distinct place among these coordinates. Figures are read as they stand in this transaction. */
export async function judgeCoordinates(
  unit: Unit,
  plan: AlertPlan,
  coordinates: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const ledger = unit.model.ledgers.get(plan.definition.on.ledger!)!
  const places = new Map<string, AlertCoordinates>()
  for (const each of coordinates) {
    const place = placeOf(ledger, plan.by, each)
    if (place !== undefined) places.set(JSON.stringify(Object.values(place)), place)
  }
  for (const place of places.values()) await judgePlace(unit, plan, ledger, place)
}

/** The coordinates that a rule is by; undefined where one of them is empty or lies outside. */
function placeOf(ledger: LedgerDefinition, by: readonly string[], given: Readonly<Record<string, unknown>>): AlertCoordinates | undefined {
  const place: Record<string, string | number> = {}
  for (const name of by) {
    const value = given[name]
    const isReference = ledger.dimensions.find((dimension) => dimension.name === name)?.type === 'reference'
    if (typeof value === 'number' ? value <= 0 : typeof value !== 'string' || value === '') return undefined
    place[name] = isReference ? Number(value) : String(value)
  }
  return place
}

async function judgePlace(unit: Unit, plan: AlertPlan, ledger: LedgerDefinition, place: AlertCoordinates): Promise<void> {
  const scope: Record<string, FeelValue> = { user: unit.facts.user }
  for (const { name, type, entity } of ledger.dimensions) {
    const value = place[name]
    if (value === undefined) continue
    scope[name] =
      type === 'reference' && entity !== undefined
        ? referenceContext(unit.facts, entity, Number(value))
        : type === 'date'
          ? CalendarDate.parse(String(value))
          : String(value)
  }
  for (const figure of plan.figures) scope[figure] = (await unit.readBalance(ledger.name, figure, place)) ?? Decimal.zero
  Object.assign(scope, await attributesOf(unit, ledger, place))
  const key = await keyOf(unit, plan, scope, Object.values(place).join('/'))
  const open = await findOpenAlert(unit.transaction, plan.definition.name, key)
  await judgeAlert(unit, plan, { key, scope, about: { entity: null, record: null, line: null, coordinates: place } }, open)
}

/** What an open item carries (its due date), where the rule is by it; of several parts the first one that is open. */
async function attributesOf(unit: Unit, ledger: LedgerDefinition, place: AlertCoordinates): Promise<Record<string, FeelValue>> {
  if (ledger.openItem === undefined || place[ledger.openItem] === undefined || (ledger.attributes ?? []).length === 0) return {}
  const { shape } = unit.store.ledgers.plansOf(ledger.name).table
  const coordinates = shape.dimensions.map((dimension) =>
    place[dimension.name] === undefined ? emptyCoordinate(dimension) : coordinateOf(dimension, place[dimension.name]),
  )
  const [item] = await listOpenItems(unit.store.ledgers, unit.transaction, shape, coordinates, -1, 0)
  return Object.fromEntries(
    shape.attributes.map(({ name }, index) => [
      name,
      item === undefined ? null : attributeValue(unit, shape, index, item.attributes[index] ?? null),
    ]),
  )
}
