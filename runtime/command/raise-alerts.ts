import { alertPlansOf, type AlertPlans } from '../query/alerts/alert-plan.ts'
import type { DomainEvent, LedgerEvent, RecordEvent } from '../engine/record/event.ts'
import { carriedAttributes } from '../store/ledger/carried-attributes.ts'
import { heldCoordinates } from '../store/ledger/held-coordinates.ts'
import { openAlertsOfRule } from '../store/services/alerts.ts'
import { judgeCoordinates } from './alerts/judge-coordinates.ts'
import { judgeRecord } from './alerts/judge-records.ts'
import type { SettleStep, Unit } from './unit.ts'

/** Coordinates of one record at which a rule is judged again when the record changes; more wait for the rule's schedule. */
const MOST_COORDINATES = 500

/** Alerts follow records and ledgers: only what the event touched is judged, so that the cost does not grow with history. */
export const raiseAlerts: SettleStep = (unit, event) => (unit.model.alerts.size === 0 ? undefined : judgeTouched(unit, event))

async function judgeTouched(unit: Unit, event: DomainEvent): Promise<void> {
  const plans = alertPlansOf(unit.model, unit.registry)
  // What a formula read before this event was posted is not what it finds now.
  unit.facts.forgetFigures()
  if (event.type === 'ledger.changed') {
    for (const plan of plans.ofLedger.get(event.ledger) ?? []) await judgeCoordinates(unit, plan, event.coordinates)
    return judgeFollowing(unit, plans, event)
  }
  if (!event.type.startsWith('record.')) return
  const { entity, record, before: earlier } = event as RecordEvent
  const before = earlier === undefined ? [] : [earlier]
  const own = plans.ofEntity.get(entity)
  const now = unit.known(record.header.id) ?? record
  if (own !== undefined) await judgeRecord(unit, own, now)
  await judgeAtRecord(unit, plans, event as RecordEvent)
  for (const { plan, at } of plans.ofFollowed.get(entity) ?? []) {
    await judgeCoordinates(
      unit,
      plan,
      [now, ...before].map(({ values }) => placeNamed(at, values)),
    )
  }
}

/** What else counts has changed: places that its balances carry are judged by it. */
async function judgeFollowing(unit: Unit, plans: AlertPlans, { ledger, coordinates }: LedgerEvent): Promise<void> {
  const following = plans.ofFollowedLedger.get(ledger)
  if (following === undefined) return
  const { shape } = unit.store.ledgers.plansOf(ledger).table
  const carried: Record<string, unknown>[] = []
  for (const each of coordinates) {
    const attributes = await carriedAttributes(
      unit.store.ledgers,
      unit.transaction,
      shape,
      shape.dimensions.map(({ name }) => each[name] as number | string),
    )
    carried.push({ ...each, ...Object.fromEntries(shape.attributes.map(({ name }, index) => [name, attributes[index]])) })
  }
  for (const { plan, at } of following) {
    await judgeCoordinates(
      unit,
      plan,
      carried.map((values) => placeNamed(at, values)),
    )
  }
}

/** The place that a record or a balance names, field by field; what it leaves empty is no place. */
function placeNamed(at: Readonly<Record<string, string>>, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(at).map(([dimension, field]) => [dimension, values[field]]))
}

/** A limit of a record has changed: the figures at its coordinates are judged by it. */
async function judgeAtRecord(unit: Unit, plans: AlertPlans, event: RecordEvent): Promise<void> {
  const { id } = event.record.header
  for (const { plan, dimension } of plans.ofCoordinate.get(event.entity) ?? []) {
    if (plan.by.length === 1) {
      await judgeCoordinates(unit, plan, [{ [dimension]: id }])
      continue
    }
    const open = await openAlertsOfRule(unit.transaction, plan.definition.name, MOST_COORDINATES)
    const places = open.flatMap(({ coordinates }) => (coordinates?.[dimension] === id ? [coordinates] : []))
    const at = { dimension, value: id }
    const wanted = { by: plan.by, at, limit: MOST_COORDINATES }
    const held = await heldCoordinates(unit.transaction, unit.store.ledgers, plan.definition.on.ledger!, wanted)
    await judgeCoordinates(unit, plan, [...places, ...held])
  }
}
