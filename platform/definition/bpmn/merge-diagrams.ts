import { isAppError } from '../../error/index.ts'
import { mergeValues } from '../merge/merge-values.ts'
import type { MergeDiagrams } from '../merge/merge-files.ts'
import { inspectBpmn } from './compile-bpmn.ts'
import { DanglingReference, DiagramBook, type PlainElement } from './plain-diagram.ts'
import { readBpmn } from './read-bpmn.ts'

/**
 * Three-way merge of a diagram by the ids of its elements: what only one side changed is taken from it. Of the drawing
 * ours wins. Undefined where both changed one thing in different ways, where one side speaks of what the other took
 * away, or where the result could not be run although both sides could.
 */
export const mergeDiagrams: MergeDiagrams = async (texts) => {
  for (const text of Object.values(texts)) if (!(await isReadable(text))) return undefined
  const book = new DiagramBook()
  const [base, ours, theirs] = await Promise.all([texts.base, texts.ours, texts.theirs].map((text) => book.read(text)))
  const merged = mergeValues(base, ours, theirs, [], ({ path }) => (path[0] === 'diagrams' ? 'ours' : undefined))
  if (merged.conflicts.length > 0) return undefined
  try {
    const text = await book.write(withoutGhosts(merged.value as PlainElement))
    const { problems } = await inspectBpmn(text)
    return problems.length > 0 ? undefined : text
  } catch (error) {
    if (error instanceof DanglingReference || isAppError(error)) return undefined
    throw error
  }
}

async function isReadable(text: string): Promise<boolean> {
  try {
    await readBpmn(text)
    return true
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}

/** Shapes of elements that one side has taken away go with them. */
function withoutGhosts(definitions: PlainElement): PlainElement {
  const ids = new Set(idsIn(definitions.rootElements))
  const isThere = ({ bpmnElement }: PlainElement): boolean => typeof bpmnElement !== 'string' || ids.has(bpmnElement)
  const diagrams = ((definitions.diagrams ?? []) as readonly PlainElement[]).map((diagram) => {
    const plane = diagram.plane as PlainElement | undefined
    const elements = plane?.planeElement as readonly PlainElement[] | undefined
    return elements === undefined ? diagram : { ...diagram, plane: { ...plane, planeElement: elements.filter(isThere) } }
  })
  return diagrams.length === 0 ? definitions : { ...definitions, diagrams }
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (typeof value !== 'object' || value === null) return []
  const { name, ...rest } = value as PlainElement
  return [name, ...Object.values(rest).flatMap(idsIn)]
}
