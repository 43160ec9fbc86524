import type { ProcessEffect } from '../../engine/process/effect.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import type { Unit } from '../unit.ts'

/** What leads to other instances: done after this instance's rows are written, one after another. */
export interface Following {
  readonly row: InstanceRow
  readonly effect: Extract<ProcessEffect, { do: 'call.start' | 'call.cancel' | 'signal' | 'message' | 'escalated' | 'ended' }> | KeptMessage
}

/** A message that came before anybody waited for it reaches whoever waits now. */
export interface KeptMessage {
  readonly do: 'deliver'
  readonly subscription: number
  readonly variables: Readonly<Record<string, unknown>>
}

const waiting = new WeakMap<Unit, Following[]>()

/** Notes it; whoever began the chain works it off (`workOff`), so that instances never step inside each other. */
export function followCalls(unit: Unit, row: InstanceRow, effect: Following['effect']): void {
  // An end that nobody called for leads nowhere.
  if (effect.do === 'ended' && row.parent === null) return
  const list = waiting.get(unit)
  if (list === undefined) waiting.set(unit, [{ row, effect }])
  else list.push({ row, effect })
}

export function takeFollowing(unit: Unit): Following | undefined {
  return waiting.get(unit)?.shift()
}
