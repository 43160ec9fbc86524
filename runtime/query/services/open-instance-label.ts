import { localize } from '@formwork/platform/error/index.ts'
import { readInstance } from '../../store/process/instances.ts'
import { compiledVersion } from '../process-version.ts'
import type { QueryContext } from '../query.ts'
import { nodeLabel } from '../tasks.ts'

/** What people call a step of a running or ended instance. */
export async function openInstanceLabel(context: QueryContext, instance: number, node: string): Promise<string> {
  const row = await readInstance(context.reading, instance)
  if (row === undefined) return node
  const { graph } = await compiledVersion(context.reading, row.definition)
  return localize(nodeLabel(graph.nodes.get(node), node), context.language)
}
