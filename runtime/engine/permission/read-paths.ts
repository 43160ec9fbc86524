import { compileExpression } from '@formwork/platform/expression/index.ts'

/** The paths that a formula (`=…`) or a bare expression reads; a text that does not parse reads nothing, publishing refuses it. */
export function readPaths(text: string): readonly (readonly string[])[] {
  try {
    return compileExpression(text.replace(/^=/, '')).paths
  } catch {
    return []
  }
}
