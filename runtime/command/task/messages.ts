import { parseId } from '@formwork/platform/value/index.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { deliverMessage, deliverSignal, workOff } from '../process/work-off.ts'
import { idSchema, nameSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { toVariables } from '../process/to-variables.ts'
import { requireProcessAdministrator } from './participation.ts'

const variables: RequestSchema = { type: 'object', additionalProperties: {} }

const sendMessage: UseCase = {
  name: 'send-message',
  help: { zh: '向流程发送消息', en: 'Sends a message to the instance that waits for it' },
  request: { ...objectSchema({ name: nameSchema, correlation: { type: 'string', maxLength: 400 }, variables }, ['name']) },
  async run(unit, body: { name: string; correlation?: string; variables?: Record<string, unknown> }) {
    requireProcessAdministrator(unit)
    const received = await deliverMessage(unit, body.name, body.correlation ?? null, toVariables(body.variables))
    await workOff(unit)
    return { received }
  },
}

const sendSignal: UseCase = {
  name: 'send-signal',
  help: { zh: '向所有等待者广播信号', en: 'Broadcasts a signal' },
  request: { ...objectSchema({ name: nameSchema, variables }, ['name']) },
  async run(unit, body: { name: string; variables?: Record<string, unknown> }) {
    requireProcessAdministrator(unit)
    await deliverSignal(unit, body.name, toVariables(body.variables))
    await workOff(unit)
    return {}
  },
}

const finishService: UseCase = {
  name: 'finish-service',
  help: { zh: '外部服务完成或失败', en: 'Work outside is done, or failed with an error code' },
  request: {
    ...objectSchema({ instance: idSchema, token: { type: 'integer', minimum: 1 }, variables, error: { type: 'string', maxLength: 200 } }, [
      'instance',
      'token',
    ]),
  },
  async run(unit, body: { instance: string; token: number; variables?: Record<string, unknown>; error?: string }) {
    requireProcessAdministrator(unit)
    const held = await holdInstance(unit, parseId(body.instance, 'instance'))
    const values = toVariables(body.variables)
    const event =
      body.error === undefined
        ? ({ type: 'done', token: body.token, person: unit.actor.person, variables: values } as const)
        : ({ type: 'failed', token: body.token, code: body.error, message: '', variables: values } as const)
    const { result } = await stepInstance(unit, held, event)
    await workOff(unit)
    return { instance: body.instance, process: result.state.status }
  },
}

/** Messages, signals and replies from outside; for API keys of connectors and administrators. */
export const messageUseCases: readonly UseCase[] = [sendMessage, sendSignal, finishService]
