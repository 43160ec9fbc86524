import { isAppError } from '../../error/index.ts'
import type { Change } from '../diff/change.ts'
import { diffDefinitions } from '../diff/diff-definitions.ts'
import { createNameBook } from '../diff/name-book.ts'
import { Teller } from '../diff/teller.ts'
import type { DefinitionFile } from '../model.ts'
import type { ProcessDefinition } from '../types.ts'
import { describeElements } from './describe-diagram.ts'
import { DiagramBook } from './plain-diagram.ts'
import { readBpmn } from './read-bpmn.ts'

/**
 * What changed between two sets of files, in business words, diagrams too: a sentence for each step and way of a process
 * that was added, taken away or changed. What cannot be read as a diagram is compared as a whole, by path.
 */
export async function diffWithDiagrams(before: readonly DefinitionFile[], after: readonly DefinitionFile[]): Promise<Change[]> {
  const changes = diffDefinitions(before, after)
  const told = await Promise.all(changes.map(async (change) => (await describeDiagramChange(change, before, after)) ?? [change]))
  return told.flat()
}

async function describeDiagramChange(
  change: Change,
  before: readonly DefinitionFile[],
  after: readonly DefinitionFile[],
): Promise<Change[] | undefined> {
  const path = change.definition
  if (change.definitionKind !== 'file' || change.kind !== 'changed' || !path.endsWith('.bpmn')) return undefined
  const [old, current] = await Promise.all([before, after].map((files) => readDiagram(files, path)))
  if (old === undefined || current === undefined) return undefined
  const process = processOf(path, after)
  const [zh, en] = subjectOf(path, process)
  const book = createNameBook([...before, ...after].flatMap(({ definition }) => definition ?? []))
  const sentences = describeElements(old, current, (formula, language) =>
    process === undefined ? formula : new Teller(language, process, [], book).formula(formula),
  )
  if (sentences.length === 0) sentences.push({ zh: '只调整了图的布局', en: 'only the drawing was rearranged' })
  return sentences.map((sentence) => ({ ...change, message: { zh: zh + sentence.zh, en: en + sentence.en } }))
}

async function readDiagram(files: readonly DefinitionFile[], path: string): Promise<unknown> {
  const text = files.find((file) => file.path === path)?.text
  if (text === undefined) return undefined
  try {
    await readBpmn(text)
    return await new DiagramBook().read(text)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function processOf(path: string, files: readonly DefinitionFile[]): ProcessDefinition | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return files.find(({ path: other, definition }) => {
    return definition?.kind === 'process' && other.startsWith(folder) && folder + (definition as ProcessDefinition).bpmn === path
  })?.definition as ProcessDefinition | undefined
}

/** The process whose diagram it is, as the sentences of its other changes name it. */
function subjectOf(path: string, process: ProcessDefinition | undefined): readonly [zh: string, en: string] {
  const label = process?.label ?? path
  const [zh, en] = typeof label === 'string' ? [label, label] : [label.zh, label.en]
  return [`【流程 ${zh}】`, `[Process ${en}] `]
}
