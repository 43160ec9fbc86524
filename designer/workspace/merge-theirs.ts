import { mergeValues } from '@formwork/platform/definition/merge/merge-values.ts'
import { designApi } from '../api/design-api.ts'
import { isJsonPath, readContent } from './file-text.ts'
import { rebase } from './history.ts'
import type { Content } from './operation.ts'
import type { ProjectState } from './project-state.ts'

/**
 * Somebody else was faster on a file: what both did is laid together when it does not touch the same thing. False when
 * it does: then people decide. Diagrams are merged by the ids of their elements. Steps on a merged file cannot be taken
 * back any more.
 */
export async function mergeTheirs({ history, server, texts }: ProjectState, path: string): Promise<boolean> {
  if (!isJsonPath(path) && !path.endsWith('.bpmn')) return false
  const copy = await designApi.workingCopy()
  if (copy.changes.some((change) => change.path === path && change.isStale)) return false
  const text = copy.files.find((file) => file.path === path)?.text
  const [base, ours] = [texts.seen(path), history.value.files.get(path)]
  if (text === undefined) return false
  const value = await mergeContents(base, ours, readContent(path, text))
  if (value === undefined) return false
  texts.follow(copy, path)
  server.value = copy
  history.value = rebase(history.value, new Map([...history.value.files, [path, value]]))
  return true
}

/** Undefined: both changed one thing in different ways. */
async function mergeContents(base: Content | undefined, ours: Content | undefined, theirs: Content): Promise<Content | undefined> {
  if (typeof base === 'string' && typeof ours === 'string' && typeof theirs === 'string') {
    const { mergeDiagrams } = await import('@formwork/platform/definition/bpmn/merge-diagrams.ts')
    return mergeDiagrams({ base, ours, theirs })
  }
  if (!isDefinition(base) || !isDefinition(ours)) return undefined
  const { value, conflicts } = mergeValues(base, ours, theirs)
  return conflicts.length > 0 ? undefined : (value as Content)
}

function isDefinition(content: Content | undefined): boolean {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}
