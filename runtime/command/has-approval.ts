import type { Model } from '@formwork/platform/definition/model.ts'

const bound = new WeakMap<Model, ReadonlySet<string>>()

/** Whether a process starts when a record of this entity is submitted; where none does, submitting posts. */
export function hasApproval(model: Model, entity: string): boolean {
  let entities = bound.get(model)
  if (entities === undefined) {
    const processes = [...model.processes.values()].filter((process) => (process.start ?? 'submitted') === 'submitted')
    bound.set(model, (entities = new Set(processes.flatMap((process) => process.entity ?? []))))
  }
  return entities.has(entity)
}
