import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { alertPlansOf, type AlertPlan } from '../../query/alerts/alert-plan.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { withVisibleSubjects } from '../../query/services/alerts.ts'
import { rowScope } from '../../query/services/batch-rows.ts'
import type { ReportCell } from '../../query/services/report-cells.ts'
import { acknowledgeAlert, closeAlert, findAlert, openAlertsOfRule, snoozeAlert, type Alert } from '../../store/services/alerts.ts'
import { queryContextOf } from '../query-context.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { judgeAlert, keyOf } from './judge-alert.ts'
import { judgeCoordinates, type AlertCoordinates } from './judge-coordinates.ts'
import { judgeRecord } from './judge-records.ts'

const MOST_SUBJECTS = 20_000

const acknowledge: UseCase = {
  name: 'acknowledge-alert',
  help: { zh: '确认预警（已知晓）', en: 'Says that an alert is known' },
  request: { ...objectSchema({ alert: idSchema }, ['alert']) },
  async run(unit: Unit, body: { alert: string }) {
    const alert = await requireAlert(unit, body.alert)
    await acknowledgeAlert(unit.transaction, alert.id, unit.actor.person, unit.now)
    unit.audit({ action: 'acknowledge-alert', values: { alert: body.alert, rule: alert.rule, key: alert.key } })
    return { alert: body.alert }
  },
}

const snooze: UseCase = {
  name: 'snooze-alert',
  help: { zh: '稍后提醒；until 为空则取消', en: 'Puts an alert off until a moment; null ends that' },
  request: { ...objectSchema({ alert: idSchema, until: { type: 'integer', minimum: 0, nullable: true } }, ['alert', 'until']) },
  async run(unit: Unit, body: { alert: string; until: number | null }) {
    const alert = await requireAlert(unit, body.alert)
    await snoozeAlert(unit.transaction, alert.id, body.until)
    unit.audit({ action: 'snooze-alert', values: { alert: body.alert, rule: alert.rule, key: alert.key, until: body.until } })
    return { alert: body.alert }
  },
}

/** Errors: `not-found` for what does not exist, is closed, or is about something the actor may not see. */
async function requireAlert(unit: Unit, id: string): Promise<Alert> {
  const alert = await findAlert(unit.transaction, parseId(id, 'alert'))
  if (alert === undefined || alert.closedAt !== null || !unit.model.alerts.has(alert.rule)) throw fail('not-found')
  if ((await withVisibleSubjects(queryContextOf(unit), [alert])).length === 0) throw fail('not-found')
  return alert
}

const refresh: UseCase = {
  name: 'refresh-alerts',
  help: { zh: '立即重新检查预警', en: 'Judges alerts again, all or one rule' },
  request: { ...objectSchema({ rule: nameSchema }) },
  run(unit: Unit, body: { rule?: string }) {
    authorizeConfigure(unit.authority)
    const rules = body.rule === undefined ? [...unit.model.alerts.keys()] : [body.rule]
    for (const rule of rules) {
      if (!unit.model.alerts.has(rule)) throw fail('definition-not-found', { kind: { zh: '预警', en: 'alert' }, name: rule })
      unit.enqueue({ kind: 'sweep-alert', key: `alert-refresh/${rule}`, payload: { rule } })
    }
    return Promise.resolve({ rules })
  },
}

interface JudgeBody {
  readonly rule: string
  readonly records?: readonly string[]
  readonly coordinates?: readonly AlertCoordinates[]
  readonly rows?: readonly Readonly<Record<string, ReportCell>>[]
}

const open = { type: 'object', additionalProperties: {} } as const

/** The schedule of a rule judges its subjects again, some at a time; what is not there any more is closed. */
const judge: UseCase = {
  name: 'judge-alerts',
  internal: true,
  help: { zh: '按计划重新判断预警', en: 'Judges subjects of a rule again' },
  request: {
    ...objectSchema(
      {
        rule: nameSchema,
        records: { type: 'array', items: idSchema, maxItems: MOST_SUBJECTS },
        coordinates: { type: 'array', items: open, maxItems: MOST_SUBJECTS },
        rows: { type: 'array', items: open, maxItems: MOST_SUBJECTS },
      },
      ['rule'],
    ),
  },
  async run(unit: Unit, body: JudgeBody) {
    const plan = alertPlansOf(unit.model, unit.registry).byName.get(body.rule)
    if (plan === undefined) return closeAll(unit, body.rule)
    const { entity } = plan.definition.on
    for (const id of body.records ?? []) {
      const record = await unit.loadHeader(entity!, parseId(id))
      if (record !== undefined) await judgeRecord(unit, [plan], record)
    }
    await judgeCoordinates(unit, plan, body.coordinates ?? [])
    if (body.rows !== undefined) await judgeRows(unit, plan, body.rows)
    return {}
  },
}

async function closeAll(unit: Unit, rule: string): Promise<Record<string, unknown>> {
  for (const alert of await openAlertsOfRule(unit.transaction, rule, MOST_SUBJECTS)) await closeAlert(unit.transaction, alert.id, unit.now)
  return {}
}

async function judgeRows(unit: Unit, plan: AlertPlan, rows: NonNullable<JudgeBody['rows']>): Promise<void> {
  const before = new Map((await openAlertsOfRule(unit.transaction, plan.definition.name, MOST_SUBJECTS)).map((alert) => [alert.key, alert]))
  for (const row of rows) {
    const scope = rowScope(unit.facts, row)
    const record = Object.values(row).find(
      (cell): cell is { record: string; entity: string } => typeof cell === 'object' && cell !== null && 'record' in cell,
    )
    const key = await keyOf(
      unit,
      plan,
      scope,
      Object.values(row)
        .filter((cell) => typeof cell === 'string')
        .join('/') ||
        (record?.record ?? ''),
    )
    await judgeAlert(unit, plan, { key, scope, about: { entity: null, record: null, line: null, coordinates: null } }, before.get(key))
    before.delete(key)
  }
  for (const alert of before.values()) await closeAlert(unit.transaction, alert.id, unit.now)
}

export const alertUseCases: readonly UseCase[] = [acknowledge, snooze, refresh, judge]
