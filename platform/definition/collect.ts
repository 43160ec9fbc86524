import type { DefinitionFile } from './model.ts'
import { problemFromError, type Problem } from './problem.ts'
import type { Definition, DefinitionKind } from './types.ts'

/** A definition and the file it stands in. */
export interface Source<D extends Definition = Definition> {
  readonly definition: D
  readonly file: string
}

/** All definitions by kind and name, in the order of their files' paths. */
export class Collection {
  readonly #kinds = new Map<DefinitionKind, Map<string, Source>>()
  /** Every file by path, for what definitions name by path (diagrams). */
  readonly files: ReadonlyMap<string, DefinitionFile>

  constructor(files: readonly DefinitionFile[]) {
    this.files = new Map(files.map((file) => [file.path, file]))
  }

  /** Adds a definition; the name of another one of its kind is refused. */
  add(source: Source): Problem | undefined {
    const { kind, name } = source.definition
    const sources = this.#kinds.get(kind) ?? new Map<string, Source>()
    this.#kinds.set(kind, sources)
    if (sources.has(name)) return problemFromError(source.file, { code: 'duplicate-name', parameters: { name } }, '/name')
    sources.set(name, source)
    return undefined
  }

  of<K extends DefinitionKind>(kind: K): ReadonlyMap<string, Source<Extract<Definition, { kind: K }>>> {
    return (this.#kinds.get(kind) ?? new Map()) as ReadonlyMap<string, Source<Extract<Definition, { kind: K }>>>
  }

  find<K extends DefinitionKind>(kind: K, name: string): Source<Extract<Definition, { kind: K }>> | undefined {
    return this.of(kind).get(name)
  }

  *all(): Iterable<Source> {
    for (const sources of this.#kinds.values()) yield* sources.values()
  }
}

export function collect(files: readonly DefinitionFile[]): { collection: Collection; problems: Problem[] } {
  const ordered = [...files].sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0))
  const collection = new Collection(ordered)
  const problems = findClashes(ordered)
  for (const file of ordered) {
    if (file.definition === undefined) continue
    const problem = collection.add({ definition: file.definition, file: file.path })
    if (problem !== undefined) problems.push(problem)
  }
  return { collection, problems }
}

/** Paths that differ in case alone are one file on many machines. */
function findClashes(files: readonly DefinitionFile[]): Problem[] {
  const seen = new Set<string>()
  return files
    .filter(({ path }) => seen.size === seen.add(path.toLowerCase()).size)
    .map(({ path }) => problemFromError(path, { code: 'duplicate-name', parameters: { name: path } }))
}
