import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

/** A timer is due. One that was taken away meanwhile does nothing, so that a job that comes twice is harmless. */
export const fireTimer: UseCase = {
  name: 'fire-timer',
  internal: true,
  help: { zh: '定时器到期', en: 'A timer of a process is due' },
  request: {
    ...objectSchema({ instance: { type: 'integer', minimum: 1 }, subscription: { type: 'integer', minimum: 1 } }, [
      'instance',
      'subscription',
    ]),
  },
  async run(unit, body: { instance: number; subscription: number }) {
    const held = await holdInstance(unit, body.instance)
    const subscription = held.state.subscriptions[body.subscription]
    if (subscription === undefined || held.state.status === 'ended') return { fired: false }
    await stepInstance(unit, held, { type: 'due', subscription: body.subscription })
    await workOff(unit)
    return { fired: true }
  },
}
