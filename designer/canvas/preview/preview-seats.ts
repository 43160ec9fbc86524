import type { Definition, ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { nameOf } from '../../workspace/words.ts'
import { labelText } from '@formwork/runtime/client/i18n/index.ts'

/** A step at which somebody sits over a record. */
export interface PreviewSeat {
  readonly key: string
  readonly process: string
  readonly node: string
  readonly label: string
}

/** Steps of people in the processes of an entity; where it has several, each says of which. */
export function seatsOf(definitions: readonly { definition: Definition }[], entity: string): PreviewSeat[] {
  const processes = definitions.flatMap(({ definition }) =>
    definition.kind === 'process' && definition.entity === entity ? [definition as ProcessDefinition] : [],
  )
  return processes.flatMap((process) =>
    Object.entries(process.elements ?? {}).flatMap(([node, { assign, label }]) => {
      if (assign === undefined) return []
      const name = labelText(label, node)
      const own = processes.length === 1 ? name : `${nameOf(process as { name: string })} › ${name}`
      return [{ key: `${process.name} ${node}`, process: process.name, node, label: own }]
    }),
  )
}
