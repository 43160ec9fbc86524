import type { Model } from '@formwork/platform/definition/model.ts'
import { boundProcesses } from './bound-processes.ts'

/** Whether a process starts when a record of this entity is submitted; where none does, submitting posts. */
export function hasApproval(model: Model, entity: string): boolean {
  return boundProcesses(model, entity)?.byStart.has('submitted') === true
}
