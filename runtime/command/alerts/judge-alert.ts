import { fail } from '@formwork/platform/error/index.ts'
import { isContext, type FeelValue, type Scope } from '@formwork/platform/expression/value.ts'
import { DateTime, Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { AlertPlan } from '../../query/alerts/alert-plan.ts'
import { renderText } from '../../engine/record/text-template.ts'
import { addressedRoles, holdersOf } from '../../engine/permission/addressed-roles.ts'
import { evaluateFormula, type Formula } from '../../engine/record/formula.ts'
import { RecordContext } from '../../engine/record/record-context.ts'
import {
  closeAlert,
  insertAlert,
  updateAlert,
  type Alert,
  type AlertContent,
  type AlertSubject,
  type Severity,
} from '../../store/services/alerts.ts'
import { withFacts } from '../load-facts.ts'
import { giveNotice } from '../notices/give-notice.ts'
import type { Unit } from '../unit.ts'

/** Judges one subject: opens, changes or closes its alert. `open` is the alert that is open for the key. */
export async function judgeAlert(
  unit: Unit,
  plan: AlertPlan,
  subject: { readonly key: string; readonly scope: Scope; readonly about: AlertSubject },
  open: Alert | undefined,
): Promise<void> {
  const holds = (await valueOf(unit, plan, plan.when, subject.scope)) === true
  if (!holds) return open === undefined ? undefined : closeAlert(unit.transaction, open.id, unit.now)
  const severity = await severityOf(unit, plan, subject.scope)
  const content = await contentOf(unit, plan, subject.scope)
  if (open !== undefined) {
    const isSame = open.severity === severity && JSON.stringify(open.content) === JSON.stringify(content)
    if (isSame) return
    await updateAlert(unit.transaction, open.id, severity, content)
    if (hasComeFurther(open.content, content)) await tell(unit, open.id, subject.about, content)
    return
  }
  const opened = { rule: plan.definition.name, key: subject.key, severity, content, openedAt: unit.now, ...subject.about }
  await tell(unit, await insertAlert(unit.transaction, opened), subject.about, content)
}

/** Told again at a new stage; one that was opened before its rule had stages goes on quietly. */
function hasComeFurther(before: AlertContent, now: AlertContent): boolean {
  return before.stage !== undefined && (now.stage ?? '') !== '' && before.stage !== now.stage
}

async function tell(unit: Unit, alert: number, { entity, record }: AlertSubject, content: AlertContent): Promise<void> {
  await giveNotice(unit, recipients(unit, content), { kind: 'alert', entity, record, content: { alert } })
}

/** The key of a subject: as the rule says, else what the subject is. */
export async function keyOf(unit: Unit, plan: AlertPlan, scope: Scope, usual: string): Promise<string> {
  if (plan.key === undefined) return usual
  const value = await valueOf(unit, plan, plan.key, scope)
  return toText(value) || usual
}

async function severityOf(unit: Unit, plan: AlertPlan, scope: Scope): Promise<Severity> {
  if (typeof plan.severity === 'string') return plan.severity
  const value = await valueOf(unit, plan, plan.severity, scope)
  return value === 'info' || value === 'danger' ? value : 'warning'
}

async function contentOf(unit: Unit, plan: AlertPlan, scope: Scope): Promise<AlertContent> {
  const text = await withFacts(unit, () => renderText(plan.message, scope, unit.facts))
  const people = plan.people === undefined ? null : await valueOf(unit, plan, plan.people, scope)
  const parameters: Record<string, unknown> = {}
  for (const { name, formula } of plan.parameters) parameters[name] = toJson(await valueOf(unit, plan, formula, scope))
  const roles = addressedRoles(unit.model, unit.organisation, plan.definition.to?.roles ?? [])
  const stage = plan.stage === undefined ? {} : { stage: toText(await valueOf(unit, plan, plan.stage, scope)) }
  return { text, roles, people: [...new Set(peopleIn(people))], parameters, ...stage }
}

function recipients(unit: Unit, content: AlertContent): number[] {
  return [...holdersOf(unit.organisation, content.roles), ...content.people]
}

/** Errors: `formula-error` naming the rule: an alert that cannot be judged must not look like none. */
async function valueOf(unit: Unit, plan: AlertPlan, formula: Formula, scope: Scope): Promise<FeelValue> {
  const { value, diagnostics } = await withFacts(unit, () => evaluateFormula(formula, scope, unit.facts))
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) {
    throw fail('formula-error', { name: plan.definition.label ?? plan.definition.name, reason: diagnostic.message })
  }
  return value
}

/** People as formulas give them: one or many, as records, or as the people functions do (`{ id, … }`). */
export function peopleIn(value: FeelValue): number[] {
  if (Array.isArray(value)) return value.flatMap(peopleIn)
  if (value instanceof RecordContext) return RecordContext.entityOf(value) === 'person' ? [RecordContext.idOf(value)] : []
  if (value !== null && isContext(value)) {
    const { id, person } = value as unknown as { id?: FeelValue; person?: FeelValue }
    return peopleIn(person ?? id ?? null)
  }
  const id = typeof value === 'string' || value instanceof Decimal ? Number(value.toString()) : Number.NaN
  return Number.isSafeInteger(id) && id > 0 ? [id] : []
}

function toText(value: FeelValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(toText).join('/')
  return value instanceof RecordContext ? formatId(RecordContext.idOf(value)) : String(value)
}

/** A value on the wire: records by id, decimals and dates as text. */
export function toJson(value: FeelValue): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof RecordContext) return formatId(RecordContext.idOf(value))
  if (value instanceof DateTime || value instanceof Decimal) return value.toString()
  return String(value)
}
