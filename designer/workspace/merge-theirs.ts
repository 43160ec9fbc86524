import { mergeValues } from '@formwork/platform/definition/merge/merge-values.ts'
import type { Definition } from '@formwork/platform/definition/types.ts'
import { designApi } from '../api/design-api.ts'
import { isJsonPath, readContent } from './file-text.ts'
import { rebase } from './history.ts'
import type { Content } from './operation.ts'
import type { ProjectState, SideBySide } from './project-state.ts'

/** Laid together; or not, and what each side did to the same thing. */
type MergedTheirs = { readonly isMerged: true } | { readonly isMerged: false; readonly sides: readonly SideBySide[] }

const APART: MergedTheirs = { isMerged: false, sides: [] }

/**
 * Somebody else was faster on a file: what both did is laid together when it does not touch the same thing. When it
 * does, it is told in words and people decide. Diagrams are merged by the ids of their elements. Steps on a merged file
 * cannot be taken back any more.
 */
export async function mergeTheirs({ history, server, texts }: ProjectState, path: string): Promise<MergedTheirs> {
  if (!isJsonPath(path) && !path.endsWith('.bpmn')) return APART
  const copy = await designApi.workingCopy()
  const text = copy.files.find((file) => file.path === path)?.text
  const [base, ours] = [texts.seen(path), history.value.files.get(path)]
  if (text === undefined) return APART
  const { value, sides } = await mergeContents(base, ours, readContent(path, text))
  if (value === undefined || copy.changes.some((change) => change.path === path && change.isStale)) return { isMerged: false, sides }
  texts.follow(copy, path)
  server.value = copy
  history.value = rebase(history.value, new Map([...history.value.files, [path, value]]))
  return { isMerged: true }
}

interface MergedContent {
  /** Undefined: both changed one thing in different ways. */
  readonly value: Content | undefined
  readonly sides: readonly SideBySide[]
}

async function mergeContents(base: Content | undefined, ours: Content | undefined, theirs: Content): Promise<MergedContent> {
  if (typeof base === 'string' && typeof ours === 'string' && typeof theirs === 'string') {
    const { mergeDiagrams } = await import('@formwork/platform/definition/bpmn/merge-diagrams.ts')
    const { text, conflicts } = await mergeDiagrams({ base, ours, theirs })
    return { value: text, sides: conflicts }
  }
  if (!isDefinition(base) || !isDefinition(ours) || !isDefinition(theirs)) return { value: undefined, sides: [] }
  const { value, conflicts } = mergeValues(base, ours, theirs)
  if (conflicts.length === 0) return { value: value as Content, sides: [] }
  const { describeConflict } = await import('@formwork/platform/definition/merge/describe-conflict.ts')
  const definitions = { base, ours, theirs }
  return { value: undefined, sides: conflicts.map(({ path, ...values }) => describeConflict({ id: '', definitions, path, values })) }
}

function isDefinition(content: unknown): content is Definition {
  return typeof content === 'object' && content !== null && !Array.isArray(content) && 'kind' in content
}
