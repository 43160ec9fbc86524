import { isAppError } from '@formwork/platform/error/index.ts'
import { readJobById } from '../../store/jobs/jobs.ts'
import { readInstance } from '../../store/process/instances.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import type { Unit } from '../unit.ts'

/** A job that was laid aside as dead, when it was a process's: the instance shows an incident, in the same transaction. */
export async function raiseIncident(unit: Unit, job: number, message: string): Promise<void> {
  const found = await readJobById(unit.transaction, job)
  const place = found === undefined ? undefined : placeOf(found)
  if (place === undefined) return
  const row = await readInstance(unit.transaction, place.instance)
  if (row === undefined || row.status === 'ended') return
  try {
    await stepInstance(unit, await holdInstance(unit, place.instance), { type: 'job-failed', ...place.at, message })
    await workOff(unit)
  } catch (error) {
    // What cannot be told to the instance must not keep the job from being laid aside.
    if (!isAppError(error)) throw error
  }
}

function placeOf({ kind, key, payload }: { kind: string; key: string | null; payload: unknown }) {
  const { instance, subscription, token } = (payload ?? {}) as { instance?: number; subscription?: number; token?: number }
  if (instance === undefined) return undefined
  if (kind === 'fire-timer' && subscription !== undefined) return { instance, at: { subscription } }
  return key?.startsWith('service/') === true && token !== undefined ? { instance, at: { token } } : undefined
}
