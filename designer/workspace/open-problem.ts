import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { DefinitionProblem } from '../api/design-api.ts'
import { useProject } from './project.ts'
import { useSelection } from './selection.ts'
import { viewOfKind } from './view-of-kind.ts'

/** Leads to where something stands: the field on the canvas, the rule, else the text. */
export function useOpenProblem(): (problem: Pick<DefinitionProblem, 'file' | 'pointer'>) => void {
  const project = useProject()
  const selection = useSelection()
  return ({ file, pointer }) => {
    const found = project.definitions.find(({ path }) => path === file)?.definition
    if (found?.kind !== 'entity') return selection.open(file, viewOfKind(found?.kind))
    const [first, index, nested, position] = pointer.slice(1).split('/')
    if (first === 'rules') return selection.open(file, 'rules')
    const field = first === 'fields' ? (found as EntityDefinition).fields[Number(index)] : undefined
    if (field === undefined) return selection.open(file, 'json')
    selection.open(file)
    const line = nested === 'fields' ? field.fields?.[Number(position)] : undefined
    selection.select(line === undefined ? { field: field.name } : { field: line.name, lines: field.name })
  }
}
