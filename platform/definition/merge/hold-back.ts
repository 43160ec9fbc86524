import type { Registry } from '../../plugin/index.ts'
import type { ChangeStep } from '../diff/change.ts'
import { compareValues, isObject } from '../diff/compare-values.ts'
import { formatDefinition } from '../format.ts'
import type { DefinitionFile } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Definition } from '../types.ts'
import type { FileConflict } from './merge-files.ts'
import type { FileTriple } from './pair-files.ts'

export interface HeldBack {
  readonly files: DefinitionFile[]
  /** What of the template is not taken. */
  readonly conflicts: readonly FileConflict[]
}

/**
 * What the template removed although the owner's own work still reads it comes back: whole definitions, and fields and
 * other elements. Only what a problem names is a candidate.
 */
export function keepRemoved(
  files: readonly DefinitionFile[],
  triples: readonly FileTriple[],
  problems: readonly Problem[],
  registry: Registry,
): HeldBack {
  const isNamed = (name: string): boolean => problems.some((problem) => problem.message.en.includes(name))
  const conflicts: FileConflict[] = []
  const next = [...files]
  for (const triple of triples) {
    const { key, ours, base, theirs } = triple
    if (ours?.definition === undefined || base === undefined) continue
    const index = next.findIndex(({ definition }) => definition?.kind === ours.definition!.kind && sameThing(definition, triple))
    if (index < 0) {
      if (!isNamed(ours.definition.name)) continue
      next.push(ours)
      conflicts.push(conflictOf(triple, key, [], { base: base.definition, ours: ours.definition, theirs: undefined }))
      continue
    }
    const merged = next[index]!
    for (const change of compareValues(ours.definition, merged.definition, [])) {
      const step = change.path.at(-1)
      if (change.kind !== 'removed' || step?.element === undefined || !isNamed(step.element)) continue
      const definition = putBack(next[index]!.definition!, change.path, change.before)
      next[index] = { path: merged.path, text: formatDefinition(definition, registry), definition }
      const path = change.path.map((each) => each.element ?? each.property)
      const values = { base: change.before, ours: change.before, theirs: undefined }
      conflicts.push({
        id: [key, ...path].join('/'),
        definitions: { base: base.definition, ours: ours.definition, theirs: theirs?.definition },
        path,
        values,
      })
    }
  }
  return { files: next, conflicts }
}

/** Files that do not fit with what the owner has are left as the owner has them; new ones of the template wait. */
export function keepOurs(files: readonly DefinitionFile[], triples: readonly FileTriple[], problems: readonly Problem[]): HeldBack {
  const wrong = new Set(problems.map((problem) => problem.file))
  const conflicts: FileConflict[] = []
  const next = files.flatMap((file): DefinitionFile[] => {
    const triple = wrong.has(file.path) ? triples.find((each) => sameFile(file, each)) : undefined
    if (triple === undefined || triple.ours?.text === file.text) return [file]
    const values = { base: triple.base?.definition, ours: triple.ours?.definition, theirs: triple.theirs?.definition }
    conflicts.push(conflictOf(triple, triple.key, [], values))
    return triple.ours === undefined ? [] : [{ ...triple.ours }]
  })
  return { files: next, conflicts }
}

function conflictOf(triple: FileTriple, id: string, path: readonly string[], values: FileConflict['values']): FileConflict {
  const { base, ours, theirs } = triple
  return { id, definitions: { base: base?.definition, ours: ours?.definition, theirs: theirs?.definition }, path, values }
}

function sameFile(file: DefinitionFile, triple: FileTriple): boolean {
  if (file.definition === undefined) return triple.key === `file/${file.path}`
  return file.definition.kind === triple.key.slice(0, triple.key.indexOf('/')) && sameThing(file.definition, triple)
}

function sameThing(definition: Definition | undefined, { ours, theirs }: FileTriple): boolean {
  return definition !== undefined && (definition.name === ours?.definition?.name || definition.name === theirs?.definition?.name)
}

function putBack(definition: Definition, path: readonly ChangeStep[], element: unknown): Definition {
  const [step, ...rest] = path
  return put(definition, step!, rest, element) as Definition
}

function put(value: unknown, step: ChangeStep, rest: readonly ChangeStep[], element: unknown): unknown {
  const [next, ...further] = rest
  if (Array.isArray(value)) {
    if (next === undefined) return [...(value as unknown[]), element]
    return value.map((item) => (isObject(item) && item.name === step.element ? put(item, next, further, element) : (item as unknown)))
  }
  const key = step.element ?? step.property
  const object = (isObject(value) ? value : {}) as Record<string, unknown>
  if (next === undefined) return { ...object, [key]: element }
  const child = object[key] ?? (next.element === undefined ? {} : [])
  return { ...object, [key]: put(child, next, further, element) }
}
