import { fail } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import { addressedRoles, holdersOf } from '../../engine/permission/addressed-roles.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { RecordContext } from '../../engine/record/record-context.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import type { ActionPlan, AutomationPlan } from '../../query/alerts/automation-plan.ts'
import { renderText } from '../../engine/record/text-template.ts'
import { peopleIn } from '../alerts/judge-alert.ts'
import { convert } from '../convert.ts'
import { copyRecord } from '../copy-record.ts'
import { withFacts } from '../load-facts.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { startInstance } from '../process/start-instance.ts'
import { workOff } from '../process/work-off.ts'
import { deleteRecordNow } from '../recycle-record.ts'
import { requireUndoRules } from '../require-may-undo.ts'
import { saveRecord } from '../save-record.ts'
import { transitionRecord } from '../transition-record.ts'
import type { Unit } from '../unit.ts'
import { evaluate, evaluateAll } from './evaluate.ts'

type ActionScope = Readonly<Record<string, FeelValue>>

/** Times that one action may be done for its list. */
const MOST_TURNS = 500

/** The actions of an automation in order, each for every entry of its list. Answers with the ids of what was made. */
export async function performActions(unit: Unit, plan: AutomationPlan, scope: ActionScope): Promise<string[]> {
  const made: string[] = []
  for (const action of plan.actions) {
    for (const own of await turnsOf(unit, plan, action, scope)) {
      const holds = action.when === undefined || (await evaluate(unit, action.when, own, labelOf(plan))) === true
      if (!holds) continue
      const id = await perform(unit, plan, action, own)
      if (id !== undefined) made.push(formatId(id))
    }
  }
  return made
}

async function turnsOf(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<ActionScope[]> {
  if (action.each === undefined) return [scope]
  const list = await evaluate(unit, action.each, scope, labelOf(plan))
  const items = Array.isArray(list) ? list : list === null ? [] : [list]
  if (items.length > MOST_TURNS) throw fail('too-many-items', { label: action.definition.name, limit: MOST_TURNS })
  return items.map((each) => ({ ...scope, each: each as FeelValue }))
}

async function perform(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<number | undefined> {
  const { definition } = action
  switch (definition.do) {
    case 'create':
      return save(unit, plan, action, scope, undefined)
    case 'copy':
      return copy(unit, plan, action, scope)
    case 'update':
    case 'submit':
      return save(unit, plan, action, scope, await requireTarget(unit, plan, action, scope))
    case 'void':
    case 'close':
    case 'delete':
      return move(unit, definition.do, await requireTarget(unit, plan, action, scope))
    case 'convert':
      return convertTarget(unit, plan, action, await requireTarget(unit, plan, action, scope))
    case 'start':
      return start(unit, plan, action, scope)
    case 'notify':
      return notify(unit, plan, action, scope)
    case 'call':
      return call(unit, plan, action, scope)
  }
}

async function save(
  unit: Unit,
  plan: AutomationPlan,
  { definition, values, lines }: ActionPlan,
  scope: ActionScope,
  target: StoredRecord | undefined,
): Promise<number> {
  const entity = target?.entity ?? definition.entity
  if (entity === undefined) throw broken(plan, { zh: '没有说明业务对象', en: 'it names no entity' })
  const rows: Record<string, unknown>[] = []
  const list = lines === undefined ? [] : await evaluate(unit, lines.each, scope, labelOf(plan))
  for (const each of Array.isArray(list) ? list : []) {
    rows.push(await evaluateAll(unit, lines!.fields, { ...scope, each: each as FeelValue }, labelOf(plan)))
  }
  const changes = {
    values: await evaluateAll(unit, values, scope, labelOf(plan)),
    ...(rows.length === 0 ? {} : { lines: { [definition.lines!.to]: rows.map((row) => ({ do: 'insert' as const, values: row })) } }),
  }
  const request =
    target === undefined ? { entity, changes } : { entity, id: formatId(target.header.id), version: target.header.version, changes }
  const isSubmitted = definition.do === 'submit' || definition.submit === true
  const isPosted = target?.header.status === 'posted'
  const saved = await saveRecord(unit, request, isPosted ? 'amend' : isSubmitted ? 'submit' : 'save')
  return saved.record.header.id
}

/** A copy of the target, its dates moved on; values of the action then stand in it. */
async function copy(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<number> {
  const source = await requireTarget(unit, plan, action, scope)
  const days = action.shift === undefined ? null : await evaluate(unit, action.shift, scope, labelOf(plan))
  const shift = days instanceof Decimal ? Number(days.toString()) : 0
  const { record } = await copyRecord(unit, planOf(unit.model, unit.registry, source.entity), source, { shift, keepsPeople: true })
  return save(unit, plan, action, scope, record)
}

async function move(unit: Unit, verb: 'void' | 'close' | 'delete', record: StoredRecord): Promise<number> {
  const plan = planOf(unit.model, unit.registry, record.entity)
  if (verb === 'delete') await deleteRecordNow(unit, plan, record)
  else {
    if (verb === 'void') await requireUndoRules(unit, plan, record)
    const event = verb === 'void' ? 'record.voided' : 'record.closed'
    await transitionRecord(unit, plan, record, verb, { header: {}, event, action: verb })
  }
  return record.header.id
}

async function convertTarget(unit: Unit, plan: AutomationPlan, { definition }: ActionPlan, record: StoredRecord): Promise<undefined> {
  if (definition.conversion === undefined) throw broken(plan, { zh: '没有说明转换', en: 'it names no conversion' })
  await convert.run(unit, { conversion: definition.conversion, sources: [{ id: formatId(record.header.id) }] } as never)
  return undefined
}

async function start(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<undefined> {
  const { process } = action.definition
  if (process === undefined) throw broken(plan, { zh: '没有说明流程', en: 'it names no process' })
  const target = action.record === undefined ? undefined : await requireTarget(unit, plan, action, scope)
  const variables = await evaluateAll(unit, action.values, scope, labelOf(plan))
  const entity = target?.entity ?? null
  await startInstance(unit, { process, entity, record: target?.header.id ?? null, person: unit.actor.person, variables })
  await workOff(unit)
  return undefined
}

async function notify(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<undefined> {
  const byRole = holdersOf(unit.organisation, addressedRoles(unit.model, unit.organisation, action.definition.to?.roles ?? []))
  const named = action.people === undefined ? [] : peopleIn(await evaluate(unit, action.people, scope, labelOf(plan)))
  const { message } = action
  const text = message === undefined ? labelOf(plan) : await withFacts(unit, () => renderText(message, scope, unit.facts))
  const { record } = scope
  const about =
    record instanceof RecordContext
      ? { entity: RecordContext.entityOf(record), record: RecordContext.idOf(record) }
      : { entity: null, record: null }
  await giveNotice(unit, [...byRole, ...named], { kind: 'automation', ...about, content: { text } })
  return undefined
}

async function call(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<undefined> {
  const { webhook } = action.definition
  if (webhook === undefined) throw broken(plan, { zh: '没有说明 webhook', en: 'it names no webhook' })
  const body = { automation: plan.definition.name, at: unit.now, values: await evaluateAll(unit, action.values, scope, labelOf(plan)) }
  unit.enqueue({ kind: 'call-webhook', payload: { webhook, body } })
  return undefined
}

/** The record that an action changes: as its formula says, else the one that set the automation off. */
async function requireTarget(unit: Unit, plan: AutomationPlan, action: ActionPlan, scope: ActionScope): Promise<StoredRecord> {
  const value = action.record === undefined ? (scope.record ?? null) : await evaluate(unit, action.record, scope, labelOf(plan))
  if (!(value instanceof RecordContext)) throw broken(plan, { zh: '没有要处理的单据', en: 'there is no record to act on' })
  const record = await unit.load(RecordContext.entityOf(value), RecordContext.idOf(value))
  if (record === undefined) throw broken(plan, { zh: '单据不存在', en: 'the record does not exist' })
  return record
}

const labelOf = ({ definition }: AutomationPlan) => definition.label ?? definition.name

function broken(plan: AutomationPlan, reason: { zh: string; en: string }): Error {
  return fail('automation-failed', { automation: labelOf(plan), reason })
}
