import type { Condition, ConditionGroup, FilterNode } from './filter-conditions.ts'

/** A group while it is edited: conditions that are not finished yet are empty. */
export interface EditedGroup {
  key: number
  kind: 'and' | 'or'
  parts: EditedPart[]
}

export interface EditedCondition {
  key: number
  start?: Condition
  condition?: Condition
}

export type EditedPart = EditedGroup | EditedCondition

let last = 0
const newKey = (): number => ++last

export const newCondition = (start?: Condition): EditedCondition => ({ key: newKey(), start, condition: start })
export const newGroup = (kind: 'and' | 'or', parts: EditedPart[] = [newCondition()]): EditedGroup => ({ key: newKey(), kind, parts })

export function startGroup(conditions: readonly FilterNode[]): EditedGroup {
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined && !('field' in only)) return groupOf(only)
  return newGroup('and', conditions.length === 0 ? undefined : conditions.map(partOf))
}

function groupOf(node: ConditionGroup): EditedGroup {
  return 'and' in node ? newGroup('and', node.and.map(partOf)) : newGroup('or', node.or.map(partOf))
}

const partOf = (node: FilterNode): EditedPart => ('field' in node ? newCondition(node) : groupOf(node))

/** What is finished of a group; undefined when nothing is. */
export function groupNode(group: EditedGroup): ConditionGroup | undefined {
  const parts = group.parts.flatMap((part): FilterNode[] => {
    const node = 'parts' in part ? groupNode(part) : part.condition
    return node === undefined ? [] : [node]
  })
  if (parts.length === 0) return undefined
  return group.kind === 'and' ? { and: parts } : { or: parts }
}
