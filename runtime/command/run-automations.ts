import { fail } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { DomainEvent, RecordEvent } from '../engine/record/event.ts'
import { automationPlansOf, type AutomationPlan } from '../query/alerts/automation-plan.ts'
import { evaluate } from './automations/evaluate.ts'
import { performActions } from './automations/perform-actions.ts'
import type { SettleStep, Unit } from './unit.ts'

/** Automations that set each other off, one after another: more is a circle. */
const MOST_DEPTH = 8

/** What is already running in a unit for a record: an automation does not set itself off. */
const running = new WeakMap<Unit, Set<string>>()

/** Automations of an event: those before the commit are done here, all others wait as jobs for the commit. */
export const runBeforeCommitAutomations: SettleStep = (unit, event) =>
  unit.model.automations.size === 0 ? undefined : considerAll(unit, event)

async function considerAll(unit: Unit, event: DomainEvent): Promise<void> {
  const plans = automationPlansOf(unit.model, unit.registry)
  for (const name of namesOf(event)) {
    for (const plan of plans.byEvent.get(name) ?? []) await consider(unit, plan, event)
  }
}

function namesOf(event: DomainEvent): string[] {
  if (event.type === 'ledger.changed') return [`ledger.changed ${event.ledger}`]
  if (!event.type.startsWith('record.')) return []
  const { type, entity, before } = event as RecordEvent
  const names = [`${type} ${entity}`]
  return before === undefined && (type === 'record.saved' || type === 'record.submitted') ? [...names, `record.created ${entity}`] : names
}

async function consider(unit: Unit, plan: AutomationPlan, event: DomainEvent): Promise<void> {
  const { definition, when } = plan
  const label = definition.label ?? definition.name
  const scope = scopeOf(unit, event)
  if (when !== undefined && (await evaluate(unit, when, scope, label)) !== true) return
  const record = 'record' in event ? event.record.header.id : 0
  const key = `${definition.name}/${record}`
  const busy = running.get(unit) ?? new Set()
  running.set(unit, busy)
  if (busy.has(key)) return
  if (definition.before === 'commit') {
    busy.add(key)
    await unit.asSystem(() => performActions(unit, plan, scope))
    return
  }
  const depth = depthOf(unit) + 1
  if (depth > MOST_DEPTH) {
    throw fail('automation-failed', {
      automation: label,
      reason: { zh: '自动化互相触发，超过层数', en: 'automations set each other off without end' },
    })
  }
  busy.add(key)
  const payload = { automation: definition.name, cause: event.type, person: unit.actor.person, depth }
  const about = 'record' in event ? { entity: event.entity, record: String(record) } : {}
  unit.enqueue({ kind: 'run-automation', payload: { ...payload, ...about } })
}

function scopeOf(unit: Unit, event: DomainEvent): Record<string, FeelValue> {
  const scope: Record<string, FeelValue> = { user: unit.facts.user }
  if (!('record' in event)) return scope
  scope.record = recordContext(unit.facts, unit.known(event.record.header.id) ?? event.record)
  scope.before = event.before === undefined ? null : recordContext(unit.facts, event.before)
  return scope
}

/** How many automations stand behind this command. */
function depthOf({ command }: Unit): number {
  const { depth } = (command.do === 'run-automation' ? command.body : {}) as { depth?: number }
  return depth ?? 0
}
