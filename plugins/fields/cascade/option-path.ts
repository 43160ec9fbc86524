import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

type Choice = NonNullable<FieldDefinition['options']>[number]

/** Deeper trees are a mistake, circles too. */
const DEEPEST = 8

/** The choices from the top down to the one of this name; undefined when there is none, or no way up from it. */
export function optionPath(field: FieldDefinition, name: string): Choice[] | undefined {
  const path: Choice[] = []
  for (let wanted: string | undefined = name; wanted !== undefined;) {
    const option: Choice | undefined = field.options?.find((each) => each.name === wanted)
    if (option === undefined || path.length >= DEEPEST) return undefined
    path.unshift(option)
    wanted = option.parent
  }
  return path
}
