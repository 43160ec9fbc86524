import type { DefinitionFile } from '../model.ts'

export interface Triple<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

/** One definition (or other file) in three versions, under the key that it had at the base. */
export interface FileTriple extends Triple<DefinitionFile | undefined> {
  /** `entity/product`; `file/<path>` of what is no definition. */
  readonly key: string
}

/** The versions of each thing side by side: in the order of ours, then what only the others have. */
export function pairFiles({ base, ours, theirs }: Triple<readonly DefinitionFile[]>): FileTriple[] {
  const before = new Map(base.map((file) => [keyOf(file), file]))
  const [mine, yours] = [keyed(ours, before), keyed(theirs, before)]
  const keys = new Set([...mine.keys(), ...before.keys(), ...yours.keys()])
  return [...keys].map((key) => ({ key, base: before.get(key), ours: mine.get(key), theirs: yours.get(key) }))
}

function keyed(files: readonly DefinitionFile[], before: ReadonlyMap<string, DefinitionFile>): Map<string, DefinitionFile> {
  const keys = new Set(files.map(keyOf))
  return new Map(files.map((file) => [formerKey(file, before, keys) ?? keyOf(file), file]))
}

function formerKey(file: DefinitionFile, before: ReadonlyMap<string, DefinitionFile>, keys: ReadonlySet<string>): string | undefined {
  const { definition } = file
  if (definition === undefined || before.has(keyOf(file))) return undefined
  return definition.was?.map((name) => `${definition.kind}/${name}`).find((key) => before.has(key) && !keys.has(key))
}

function keyOf({ path, definition }: DefinitionFile): string {
  return definition === undefined ? `file/${path}` : `${definition.kind}/${definition.name}`
}
