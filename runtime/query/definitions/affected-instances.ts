import type { Change } from '@formwork/platform/definition/index.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { countOpenInstances } from '../../store/process/count-open-instances.ts'
import type { QueryContext } from '../query.ts'

export interface AffectedInstances {
  readonly process: string
  readonly label: string
  readonly count: number
  /** `pinned`: they go on with the process as it was; `reads`: their records follow the new entity. */
  readonly how: readonly ('pinned' | 'reads')[]
}

/** Instances under way that read what changes. */
export async function affectedInstances(context: QueryContext, changes: readonly Change[]): Promise<AffectedInstances[]> {
  const { model, reading, language } = context
  const changed = new Set(changes.map((change) => `${change.definitionKind} ${change.definition}`))
  const changedFiles = new Set(changes.filter((change) => change.definitionKind === 'file').map((change) => change.definition))
  const found: AffectedInstances[] = []
  for (const { process, entity, count } of await countOpenInstances(reading)) {
    const how: ('pinned' | 'reads')[] = []
    if (changed.has(`process ${process}`) || changedFiles.has(diagramOf(context, process) ?? '')) how.push('pinned')
    if (entity !== null && changed.has(`entity ${entity}`)) how.push('reads')
    const label = model.processes.get(process)?.label ?? process
    if (how.length > 0) found.push({ process, label: localize(label, language), count, how })
  }
  return found
}

function diagramOf({ model }: QueryContext, process: string): string | undefined {
  const file = model.files.find(({ definition }) => definition?.kind === 'process' && definition.name === process)
  const bpmn = model.processes.get(process)?.bpmn
  return file === undefined || bpmn === undefined ? undefined : file.path.slice(0, file.path.lastIndexOf('/') + 1) + bpmn
}
