import type { Registry } from '../../plugin/index.ts'
import { isSame } from '../diff/compare-values.ts'
import { formatDefinition } from '../format.ts'
import type { DefinitionFile } from '../model.ts'
import type { Definition } from '../types.ts'
import { mergeValues, type MergeConflict } from './merge-values.ts'
import { pairFiles, type FileTriple, type Triple } from './pair-files.ts'

/** What an owner decided about a conflict: the own version or the template's. */
export type Choice = 'ours' | 'theirs'

/** Both sides changed one thing in different ways. `id` names it: `entity/product/fields/price/label`. */
export interface FileConflict {
  readonly id: string
  /** The definition as it was, ours and theirs; undefined where there is none. */
  readonly definitions: Triple<Definition | undefined>
  /** Names from the definition down; empty: the definition (or the file) as a whole. */
  readonly path: readonly string[]
  readonly values: Triple<unknown>
  /** What each side did, where it is known already. */
  readonly sentences?: { readonly ours: Sentence; readonly theirs: Sentence }
}

export interface MergedFiles {
  readonly files: readonly DefinitionFile[]
  /** Conflicts that no choice settles; the files have ours there. */
  readonly open: readonly FileConflict[]
  /** Every conflict, settled or not. */
  readonly all: readonly FileConflict[]
}

type Sentence = { readonly zh: string; readonly en: string }

/** An element of a diagram that both sides changed, and what each did; an empty id: the diagrams do not fit together. */
export interface DiagramConflict {
  readonly element: string
  readonly ours: Sentence
  readonly theirs: Sentence
}

export interface DiagramMerge {
  /** Undefined where they cannot be joined. */
  readonly text: string | undefined
  /** Settled or not. */
  readonly conflicts: readonly DiagramConflict[]
}

/** Joins two diagrams that both sides changed; `choose` settles a conflict by the id of its element. */
export type MergeDiagrams = (texts: Triple<string>, choose?: (element: string) => Choice | undefined) => Promise<DiagramMerge>

interface MergeOptions {
  readonly registry: Registry
  readonly choices: Readonly<Record<string, Choice>>
  readonly mergeDiagrams?: MergeDiagrams
}

/**
 * Three versions of a set of definition files as one: definitions are matched by kind and name (or a former name)
 * wherever they lie, merged by the names of their elements; other files are matched by path.
 */
export async function mergeFiles(versions: Triple<readonly DefinitionFile[]>, options: MergeOptions): Promise<MergedFiles> {
  const files: DefinitionFile[] = []
  const all: FileConflict[] = []
  for (const triple of pairFiles(versions)) {
    const merged = triple.key.startsWith('file/') ? await mergeTexts(triple, options) : mergeDefinition(triple, options)
    all.push(...merged.conflicts)
    if (merged.file !== undefined) files.push(placeFile(files, merged.file))
  }
  files.sort((left, right) => (left.path < right.path ? -1 : 1))
  return { files, all, open: all.filter((conflict) => options.choices[conflict.id] === undefined) }
}

interface MergedFile {
  readonly file: DefinitionFile | undefined
  readonly conflicts: readonly FileConflict[]
}

function mergeDefinition({ key, base, ours, theirs }: FileTriple, { registry, choices }: MergeOptions): MergedFile {
  const definitions = { base: base?.definition, ours: ours?.definition, theirs: theirs?.definition }
  const conflicts: FileConflict[] = []
  const choose = ({ path, ...values }: MergeConflict): Choice | undefined => {
    const id = [key, ...path].join('/')
    conflicts.push({ id, definitions, path, values })
    return choices[id]
  }
  const merged = mergeValues(definitions.base, definitions.ours, definitions.theirs, [], choose)
  const isOpen = conflicts.some(({ id }) => choices[id] === undefined)
  const value = merged.value ?? (isOpen ? definitions.theirs : undefined)
  if (value === undefined) return { file: undefined, conflicts }
  const path = pathOf({ base, ours, theirs })
  if (isSame(value, definitions.ours)) return { file: { path, text: ours!.text, definition: ours!.definition }, conflicts }
  if (isSame(value, definitions.theirs)) return { file: { path, text: theirs!.text, definition: theirs!.definition }, conflicts }
  const definition = value as Definition
  return { file: { path, text: formatDefinition(definition, registry), definition }, conflicts }
}

async function mergeTexts(triple: FileTriple, options: MergeOptions): Promise<MergedFile> {
  const { key, base, ours, theirs } = triple
  if (ours?.text === theirs?.text || theirs?.text === base?.text) return { file: ours, conflicts: [] }
  if (ours?.text === base?.text) return { file: theirs, conflicts: [] }
  const whole = options.choices[key]
  const merged = whole === undefined ? await mergeByElements(triple, options) : undefined
  if (merged !== undefined) return merged
  return { file: whole === 'theirs' ? theirs : whole === 'ours' ? ours : (ours ?? theirs), conflicts: [conflictOf(triple, key)] }
}

/** A diagram, element by element; undefined where that is not possible. */
async function mergeByElements(triple: FileTriple, { choices, mergeDiagrams }: MergeOptions): Promise<MergedFile | undefined> {
  const { key, ours } = triple
  const texts = textsOf(triple)
  if (!isWhole(texts) || mergeDiagrams === undefined) return undefined
  const idOf = (element: string): string => (element === '' ? key : `${key}#${element}`)
  const { text, conflicts } = await mergeDiagrams(texts, (element) => choices[idOf(element)])
  const told = conflicts.map(({ element, ...sentences }) => conflictOf(triple, idOf(element), sentences))
  if (text !== undefined) return { file: { path: ours!.path, text }, conflicts: told }
  return told.length > 0 ? { file: ours, conflicts: told } : undefined
}

function conflictOf(triple: FileTriple, id: string, sentences?: FileConflict['sentences']): FileConflict {
  const definitions = { base: undefined, ours: undefined, theirs: undefined }
  return { id, definitions, path: [], values: textsOf(triple), sentences }
}

function textsOf({ base, ours, theirs }: FileTriple): Triple<string | undefined> {
  return { base: base?.text, ours: ours?.text, theirs: theirs?.text }
}

function isWhole(values: Triple<string | undefined>): values is Triple<string> {
  return values.base !== undefined && values.ours !== undefined && values.theirs !== undefined
}

/** Where the owner has put it; where the owner left it, the template may have moved it. */
function pathOf({ base, ours, theirs }: Triple<DefinitionFile | undefined>): string {
  if (ours === undefined) return theirs!.path
  return theirs !== undefined && ours.path === base?.path ? theirs.path : ours.path
}

/** Two things that want one path: the second lies beside the first. */
function placeFile(files: readonly DefinitionFile[], file: DefinitionFile): DefinitionFile {
  const isTaken = (path: string): boolean => files.some((other) => other.path === path)
  if (!isTaken(file.path)) return file
  const [, stem, extension] = /^(.*?)(\.[^./]*)?$/.exec(file.path)!
  for (let number = 2; ; number++) {
    const path = `${stem}-${number}${extension ?? ''}`
    if (!isTaken(path)) return { ...file, path }
  }
}
