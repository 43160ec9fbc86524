import { evaluatePredicate } from '@formwork/platform/expression/evaluate-predicate.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { AlertPlan } from '../../query/alerts/alert-plan.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { readPath } from '../../engine/record/read-path.ts'
import { lineContext, recordContext } from '../../engine/record/record-context.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { closeAlert, openAlertsOfRecord, type Alert } from '../../store/services/alerts.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { judgeAlert, keyOf } from './judge-alert.ts'

/** Judges the rules of one record: its own, or one for each row of its lines. */
export async function judgeRecord(unit: Unit, plans: readonly AlertPlan[], record: StoredRecord): Promise<void> {
  const { id, deletedAt } = record.header
  const open = await openAlertsOfRecord(unit.transaction, id)
  for (const plan of plans) {
    const own = new Map(open.filter((alert) => alert.rule === plan.definition.name).map((alert) => [alert.key, alert]))
    const isLookedAt = deletedAt === null && (plan.where === undefined || (await matches(unit, record, plan.where)))
    if (isLookedAt) await judgeSubjects(unit, plan, record, own)
    // What is left has no subject any more: a row that was taken out, a record that is not looked at.
    for (const alert of own.values()) await closeAlert(unit.transaction, alert.id, unit.now)
  }
}

async function judgeSubjects(unit: Unit, plan: AlertPlan, record: StoredRecord, own: Map<string, Alert>): Promise<void> {
  const { entity, lines } = plan.definition.on
  const { id } = record.header
  const context = recordContext(unit.facts, record)
  const judge = async (scope: Record<string, FeelValue>, usual: string, line: number | null): Promise<void> => {
    const key = await keyOf(unit, plan, scope, usual)
    const about = { entity: entity!, record: id, line, coordinates: null }
    await judgeAlert(unit, plan, { key, scope, about }, own.get(key))
    own.delete(key)
  }
  if (lines === undefined) return judge({ record: context, user: unit.facts.user }, formatId(id), null)
  const whole = (await unit.load(record.entity, id)) ?? record
  const entityPlan = planOf(unit.model, unit.registry, record.entity)
  for (const line of whole.lines[lines] ?? []) {
    const scope = { record: context, line: lineContext(unit.facts, entityPlan, lines, line, context), user: unit.facts.user }
    await judge(scope, `${formatId(id)}/${formatId(line.id)}`, line.id)
  }
}

/** Whether a filter of FEEL-Q lets a record through, as the database would say. */
async function matches(unit: Unit, record: StoredRecord, where: Predicate): Promise<boolean> {
  const lookup = {
    read: (path: readonly string[]) => toText(readPath(unit.facts, record, path)),
    user: () => null,
    today: unit.today,
    timeZone: unit.store.timeZone,
  }
  return withFacts(unit, () => evaluatePredicate(where, lookup))
}

/** Predicates compare ids as texts. */
function toText(value: unknown): FeelValue {
  if (Array.isArray(value)) return value.map(toText)
  return typeof value === 'number' ? String(value) : ((value ?? null) as FeelValue)
}
