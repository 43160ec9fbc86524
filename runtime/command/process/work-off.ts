import { fail } from '@formwork/platform/error/index.ts'
import { encode } from '../../engine/process/codec.ts'
import type { MaybePromise } from '../../store/database.ts'
import { calledInstances } from '../../store/process/instances.ts'
import { keepMessage, listeners } from '../../store/process/subscriptions.ts'
import type { Unit } from '../unit.ts'
import { takeFollowing, type Following } from './follow-calls.ts'
import { startInstance } from './start-instance.ts'
import { startsWith, type StartTrigger } from './start-triggers.ts'
import { holdInstance, stepInstance } from './step-instance.ts'

/** Instances touched by one command: more is a circle of calls or messages. */
const MOST_FOLLOWING = 1_000

/** How long a message waits for a receiver that comes later: 30 days. */
const MESSAGE_LIFE = 30 * 24 * 3_600_000

/** Works off calls, messages, signals and ends until none is left. Every step of a process ends with this. */
export function workOff(unit: Unit): MaybePromise<void> {
  const first = takeFollowing(unit)
  return first === undefined ? undefined : workOffAll(unit, first)
}

async function workOffAll(unit: Unit, first: Following): Promise<void> {
  await work(unit, first)
  for (let count = 1; ; count++) {
    const following = takeFollowing(unit)
    if (following === undefined) return
    if (count >= MOST_FOLLOWING) throw fail('settle-unbounded', { limit: MOST_FOLLOWING })
    await work(unit, following)
  }
}

async function work(unit: Unit, { row, effect }: Following): Promise<void> {
  switch (effect.do) {
    case 'call.start':
      await startInstance(unit, {
        process: effect.process,
        definition: effect.binding === 'same' || effect.binding === 'deployment' ? row.definition : undefined,
        entity: row.entity,
        record: row.record,
        person: row.initiator,
        variables: effect.variables,
        parent: effect.forget ? undefined : { instance: row.id, token: effect.token },
      })
      return
    case 'call.cancel':
      for (const child of await calledInstances(unit.transaction, row.id, effect.token)) {
        await stepInstance(unit, await holdInstance(unit, child.id), { type: 'end', person: null, reason: 'cancelled by the caller' })
      }
      return
    case 'signal':
      return deliverSignal(unit, effect.name, effect.variables)
    case 'message':
      await deliverMessage(unit, effect.name, effect.correlation, effect.variables)
      return
    case 'deliver': {
      const held = await holdInstance(unit, row.id)
      if (held.state.subscriptions[effect.subscription] === undefined) return
      await stepInstance(unit, held, { type: 'message', subscription: effect.subscription, variables: effect.variables })
      return
    }
    case 'escalated':
      if (row.parent === null || row.parentToken === null) return
      await stepInstance(unit, await holdInstance(unit, row.parent), {
        type: 'called-escalated',
        token: row.parentToken,
        code: effect.code,
      })
      return
    case 'ended':
      if (row.parent === null || row.parentToken === null) return
      await stepInstance(unit, await holdInstance(unit, row.parent), {
        type: 'called-ended',
        token: row.parentToken,
        outcome: effect.outcome,
        error: effect.error,
        variables: effect.variables,
      })
  }
}

async function startTriggered(unit: Unit, start: StartTrigger, variables: Readonly<Record<string, unknown>>): Promise<void> {
  await startInstance(unit, { process: start.process, node: start.node, entity: null, record: null, person: unit.actor.person, variables })
}

/** A signal reaches everybody who listens, in the order of instances, and starts what begins with it. */
export async function deliverSignal(unit: Unit, name: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
  for (const listener of await listeners(unit.transaction, 'signal', name, null)) {
    await stepInstance(unit, await holdInstance(unit, listener.instance), { type: 'signal', subscription: listener.key, variables })
  }
  for (const start of await startsWith(unit, 'bpmn:SignalEventDefinition', name)) await startTriggered(unit, start, variables)
}

/** A message reaches one receiver, else a process that starts with it, else it is kept for whoever waits next. True when somebody took it. */
export async function deliverMessage(
  unit: Unit,
  name: string,
  correlation: string | null,
  variables: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const [listener] = await listeners(unit.transaction, 'message', name, correlation)
  if (listener === undefined) {
    const [start] = await startsWith(unit, 'bpmn:MessageEventDefinition', name)
    if (start !== undefined) {
      await startTriggered(unit, start, variables)
      return true
    }
    await keepMessage(unit.transaction, { name, correlation, variables: encode(variables), expires: unit.now + MESSAGE_LIFE })
    return false
  }
  await stepInstance(unit, await holdInstance(unit, listener.instance), { type: 'message', subscription: listener.key, variables })
  return true
}
