import type { Model } from '@formwork/platform/definition/model.ts'
import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'

export type ProcessStart = NonNullable<ProcessDefinition['start']>

/** The processes of one entity. */
interface BoundProcesses {
  readonly byStart: ReadonlyMap<ProcessStart, readonly ProcessDefinition[]>
  /** Whether conditional events of any of them watch the record's values. */
  readonly watch: boolean
}

const bound = new WeakMap<Model, ReadonlyMap<string, BoundProcesses>>()

/** The processes that follow records of an entity, found once a model; undefined where there are none. */
export function boundProcesses(model: Model, entity: string): BoundProcesses | undefined {
  let entities = bound.get(model)
  if (entities === undefined) bound.set(model, (entities = groupByEntity(model)))
  return entities.get(entity)
}

function groupByEntity(model: Model): ReadonlyMap<string, BoundProcesses> {
  const processes = Map.groupBy(model.processes.values(), ({ entity }) => entity ?? '')
  return new Map([...processes].map(([entity, own]) => [entity, bind(model, own)]))
}

function bind(model: Model, processes: readonly ProcessDefinition[]): BoundProcesses {
  return {
    byStart: Map.groupBy(processes, ({ start }) => start ?? 'submitted'),
    watch: processes.some(({ name }) => model.bpmn.get(name)?.includes('onditionalEventDefinition') === true),
  }
}
