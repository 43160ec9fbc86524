import { isAppError } from '../../error/index.ts'
import { mergeValues } from '../merge/merge-values.ts'
import type { Choice, DiagramConflict, DiagramMerge, MergeDiagrams } from '../merge/merge-files.ts'
import type { Triple } from '../merge/pair-files.ts'
import { inspectBpmn } from './compile-bpmn.ts'
import { describeDiagram, elementAt, withEnds } from './describe-diagram.ts'
import { DanglingReference, DiagramBook, type PlainElement } from './plain-diagram.ts'
import { readBpmn } from './read-bpmn.ts'

/**
 * Three-way merge of a diagram by the ids of its elements: what only one side changed is taken from it. Of the drawing
 * ours wins. Where both changed one element in different ways it is named, with what each did, and `choose` settles it.
 * Without a text: something is open, one side speaks of what the other took away, or the result could not be run
 * although both sides could.
 */
export const mergeDiagrams: MergeDiagrams = async (texts, choose = () => undefined) => {
  for (const text of Object.values(texts)) if (!(await isReadable(text))) return { text: undefined, conflicts: [] }
  const book = new DiagramBook()
  const [base, ours, theirs] = await Promise.all([texts.base, texts.ours, texts.theirs].map((text) => book.read(text)))
  const versions: Triple<PlainElement> = { base: base!, ours: ours!, theirs: theirs! }
  const conflicts = new Map<string, DiagramConflict>()
  let [isOpen, isTorn] = [false, false]
  const merged = mergeValues(base, ours, theirs, [], ({ path, ...values }) => {
    if (path[0] === 'diagrams') return 'ours'
    const element = elementAt(path, Object.values(versions)) ?? ''
    const choice = choose(element)
    isOpen ||= choice === undefined
    // A step that comes back alone would have no ways to it and no drawing.
    isTorn ||= choice !== undefined && path.at(-1) === element && values.base !== undefined && values[other(choice)] === undefined
    conflicts.set(element, describeConflict(element, versions))
    return choice
  })
  const written = isOpen || isTorn ? undefined : await writeRunnable(book, merged.value as PlainElement)
  if (written !== undefined) return { text: written, conflicts: [...conflicts.values()] }
  return { text: undefined, conflicts: isOpen ? [...conflicts.values()] : [describeConflict('', versions)] }
}

const other = (choice: Choice): Choice => (choice === 'ours' ? 'theirs' : 'ours')

/** An empty id: the two do not fit together as a whole. */
function describeConflict(element: string, { base, ours, theirs }: Triple<PlainElement>): DiagramConflict {
  const only = element === '' ? undefined : withEnds(element, [base, ours, theirs])
  return { element, ours: describeDiagram(base, ours, only), theirs: describeDiagram(base, theirs, only) }
}

async function writeRunnable(book: DiagramBook, merged: PlainElement): Promise<DiagramMerge['text']> {
  try {
    const text = await book.write(withoutGhosts(merged))
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
