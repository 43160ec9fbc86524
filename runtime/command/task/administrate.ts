import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { ProcessEvent } from '../../engine/process/event.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { requireProcessAdministrator } from './participation.ts'
import { reopenRecord } from './reopen-record.ts'

const reason: RequestSchema = { type: 'string', minLength: 1, maxLength: 4000 }
const element: RequestSchema = { type: 'string', minLength: 1, maxLength: 200 }

interface InstanceBody {
  readonly instance: string
  readonly reason?: string
  readonly from?: string
  readonly to?: string
}

function onInstance(
  name: string,
  help: UseCase['help'],
  properties: Readonly<Record<string, RequestSchema>>,
  required: readonly string[],
  eventOf: (unit: Unit, body: InstanceBody) => ProcessEvent,
): UseCase {
  return {
    name,
    help,
    request: { ...objectSchema({ instance: idSchema, ...properties }, ['instance', ...required]) },
    async run(unit, body: InstanceBody) {
      requireProcessAdministrator(unit)
      const held = await holdInstance(unit, parseId(body.instance, 'instance'))
      const { result } = await stepInstance(unit, held, eventOf(unit, body))
      if (held.row.status === 'ended' && result.state.status !== 'ended') await reopenRecord(unit, held.row)
      await workOff(unit)
      unit.audit({
        action: name,
        entity: held.row.entity ?? undefined,
        record: held.row.record ?? undefined,
        values: { instance: body.instance, reason: body.reason ?? null },
      })
      return { instance: body.instance, process: result.state.status, outcome: result.state.outcome }
    },
  }
}

/** What only an administrator of processes may do, always with a reason in the history. */
export const administrationUseCases: readonly UseCase[] = [
  onInstance('end-process', { zh: '终止流程', en: 'Ends an instance' }, { reason }, ['reason'], (unit, body) => ({
    type: 'end',
    person: unit.actor.person,
    reason: body.reason!,
  })),
  onInstance(
    'move-process',
    { zh: '跳转或重新激活', en: 'Moves an instance to another element, or reopens it there' },
    { from: element, to: element, reason },
    ['to', 'reason'],
    (unit, body) => ({ type: 'move', person: unit.actor.person, from: body.from ?? null, to: body.to!, reason: body.reason! }),
  ),
  retryProcess(),
]

function retryProcess(): UseCase {
  return {
    name: 'retry-process',
    help: { zh: '重试异常的步骤', en: 'Enters elements with an incident again' },
    request: { ...objectSchema({ instance: idSchema }, ['instance']) },
    async run(unit, body: InstanceBody) {
      requireProcessAdministrator(unit)
      let held = await holdInstance(unit, parseId(body.instance, 'instance'))
      const events = retriesOf(held.state, unit.actor.person)
      if (events.length === 0) throw fail('process-not-active', { element: body.instance })
      for (const event of events) {
        await stepInstance(unit, held, event)
        held = await holdInstance(unit, held.row.id)
      }
      await workOff(unit)
      return { instance: body.instance, process: held.state.status, outcome: held.state.outcome }
    },
  }
}

/** Elements with an incident are entered again, timers that failed are due now. */
function retriesOf(state: ProcessState, person: number | null): ProcessEvent[] {
  const tokens = Object.values(state.tokens).filter((token) => token.rest?.kind === 'incident')
  const timers = Object.values(state.failures ?? {}).filter(({ subscription }) => state.subscriptions[subscription.key] !== undefined)
  return [
    ...tokens.map((token) => ({ type: 'retry' as const, token: token.key, person })),
    ...timers.map(({ subscription }) => ({ type: 'retry-timer' as const, subscription: subscription.key, person })),
  ]
}
