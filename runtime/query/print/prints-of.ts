import type { Model } from '@formwork/platform/definition/model.ts'
import type { PrintDefinition } from '@formwork/platform/definition/types.ts'

/** The print templates of a release, in the order of their files. */
export function printsOf(model: Model): PrintDefinition[] {
  return [...model.others.values()].filter((each): each is PrintDefinition => each.kind === 'print')
}
