import { mergeValues } from '@formwork/platform/definition/merge/merge-values.ts'
import { designApi } from '../api/design-api.ts'
import { isJsonPath, readContent } from './file-text.ts'
import { rebase } from './history.ts'
import type { Content } from './operation.ts'
import type { ProjectState } from './project-state.ts'

/**
 * Somebody else was faster on a file: what both did is laid together when it does not touch the same thing. False when
 * it does (or the file is a drawing): then people decide. Steps on a merged file cannot be taken back any more.
 */
export async function mergeTheirs({ history, server, texts }: ProjectState, path: string): Promise<boolean> {
  if (!isJsonPath(path)) return false
  const copy = await designApi.workingCopy()
  if (copy.changes.some((change) => change.path === path && change.isStale)) return false
  const text = copy.files.find((file) => file.path === path)?.text
  const [base, ours] = [texts.seen(path), history.value.files.get(path)]
  if (text === undefined || !isDefinition(base) || !isDefinition(ours)) return false
  const theirs = readContent(path, text)
  const { value, conflicts } = mergeValues(base, ours, theirs)
  if (conflicts.length > 0) return false
  texts.follow(copy, path)
  server.value = copy
  history.value = rebase(history.value, new Map([...history.value.files, [path, value as Content]]))
  return true
}

function isDefinition(content: Content | undefined): boolean {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}
