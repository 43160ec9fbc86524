import { operationAliases } from '@formwork/platform/definition/operations.ts'

/** The operations that a word in a grant gives; a command's own word stands for itself. */
export function expandOperation(word: string): readonly string[] {
  return Object.hasOwn(operationAliases, word) ? operationAliases[word]! : [word]
}
