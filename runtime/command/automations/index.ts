import { fail } from '@formwork/platform/error/index.ts'
import { makeContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal, parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { recordContext } from '../../engine/record/record-context.ts'
import { automationPlansOf } from '../../query/alerts/automation-plan.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { insertRun, tryJobAgain } from '../../store/services/automation-runs.ts'
import { requireRecord } from '../access.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { evaluate } from './evaluate.ts'
import { performActions } from './perform-actions.ts'

interface RunBody {
  readonly automation: string
  readonly cause: string
  readonly entity?: string
  readonly record?: string
  readonly person?: number | null
  readonly depth?: number
  /** What a call from outside said. */
  readonly body?: unknown
}

/** One run of an automation in one transaction; repeated by its job until it succeeds or is given up. */
const runAutomation: UseCase = {
  name: 'run-automation',
  internal: true,
  help: { zh: '执行自动化', en: 'Runs an automation' },
  request: {
    ...objectSchema(
      {
        automation: nameSchema,
        cause: { type: 'string', maxLength: 60 },
        entity: nameSchema,
        record: idSchema,
        person: { type: 'integer', nullable: true },
        depth: { type: 'integer', minimum: 0 },
        body: {},
      },
      ['automation', 'cause'],
    ),
  },
  async run(unit: Unit, body: RunBody) {
    const plan = automationPlansOf(unit.model, unit.registry).byName.get(body.automation)
    if (body.cause === 'hook' && plan?.definition.on.webhook !== true) throw fail('not-found')
    // Gone or switched off since: nothing is left to do.
    if (plan === undefined) return { made: [] }
    const scope: Record<string, FeelValue> = { user: unit.facts.user, body: toFeel(body.body) }
    if (body.entity !== undefined && body.record !== undefined) {
      const record = await unit.load(body.entity, parseId(body.record, 'record'))
      if (record !== undefined) scope.record = recordContext(unit.facts, record)
      unit.inNameOf = record?.header.owner ?? null
    }
    unit.inNameOf = body.person ?? unit.inNameOf
    const label = plan.definition.label ?? plan.definition.name
    const isAsked = body.cause !== 'hook' && body.cause !== 'schedule' && body.cause !== 'date'
    const holds = isAsked || plan.when === undefined || (await evaluate(unit, plan.when, scope, label)) === true
    const made = holds ? await performActions(unit, plan, scope) : []
    const cause = body.record === undefined ? body.cause : `${body.cause} ${body.entity}/${body.record}`
    const answer = JSON.stringify({ made })
    await insertRun(unit.transaction, { automation: body.automation, cause, at: unit.now, state: 'done', error: null, answer })
    return { made }
  },
}

/** JSON from outside as values of expressions. */
function toFeel(value: unknown): FeelValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Decimal.parse(String(value))
  if (Array.isArray(value)) return value.map(toFeel)
  if (typeof value === 'object') {
    return Object.assign(makeContext(), Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toFeel(each)])))
  }
  return value as string | boolean
}

const pressButton: UseCase = {
  name: 'press-button',
  help: { zh: '执行单据上的自动化按钮', en: 'Does what a button on a record stands for' },
  request: { ...objectSchema({ automation: nameSchema, id: idSchema }, ['automation', 'id']) },
  async run(unit: Unit, body: { automation: string; id: string }) {
    const plan = automationPlansOf(unit.model, unit.registry).byName.get(body.automation)
    const { entity, button } = plan?.definition.on ?? {}
    if (plan === undefined || entity === undefined || button === undefined) {
      throw fail('definition-not-found', { kind: { zh: '按钮', en: 'button' }, name: body.automation })
    }
    const record = await requireRecord(unit, planOf(unit.model, unit.registry, entity), parseId(body.id, 'id'), 'edit')
    const label = plan.definition.label ?? plan.definition.name
    const scope = { user: unit.facts.user, record: recordContext(unit.facts, record) }
    if (plan.when !== undefined && (await evaluate(unit, plan.when, scope, label)) !== true) {
      throw fail('automation-failed', { automation: label, reason: { zh: '条件不满足', en: 'its condition does not hold' } })
    }
    const made = await unit.asSystem(() => performActions(unit, plan, scope))
    const cause = `button ${entity}/${body.id}`
    await insertRun(unit.transaction, {
      automation: body.automation,
      cause,
      at: unit.now,
      state: 'done',
      error: null,
      answer: JSON.stringify({ made }),
    })
    unit.audit({ action: 'press-button', entity, record: record.header.id, values: { automation: body.automation } })
    return { made }
  },
}

const retryRun: UseCase = {
  name: 'retry-job',
  help: { zh: '重试已放弃的作业（自动化、外发）', en: 'Tries a job again that was given up' },
  request: { ...objectSchema({ job: idSchema }, ['job']) },
  async run(unit: Unit, body: { job: string }) {
    authorizeConfigure(unit.authority)
    if (!(await tryJobAgain(unit.transaction, parseId(body.job, 'job'), unit.now))) throw fail('not-found')
    unit.audit({ action: 'retry-job', values: { job: body.job } })
    return { job: body.job }
  },
}

export const automationUseCases: readonly UseCase[] = [runAutomation, pressButton, retryRun]
