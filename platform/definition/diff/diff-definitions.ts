import type { DefinitionFile } from '../model.ts'
import type { Definition } from '../types.ts'
import type { BareChange, Change } from './change.ts'
import { compareValues } from './compare-values.ts'
import { describeChange } from './describe-change.ts'
import { createNameBook, type NameBook } from './name-book.ts'

/**
 * What changed between two sets of files, in business words: definitions matched by kind and name (or a former name),
 * elements by name. Layout, order of properties and the place of files are no changes. Other files (diagrams) are
 * compared as a whole, by path.
 */
export function diffDefinitions(before: readonly DefinitionFile[], after: readonly DefinitionFile[]): Change[] {
  const rest = new Map(definitionsOf(before).map((definition) => [keyOf(definition.kind, definition.name), definition]))
  const book = createNameBook([...definitionsOf(before), ...definitionsOf(after)])
  const changes: Change[] = []
  for (const definition of definitionsOf(after)) {
    const names = [definition.name, ...(definition.was ?? [])]
    const match = names.map((name) => rest.get(keyOf(definition.kind, name))).find((found) => found !== undefined)
    if (match !== undefined) rest.delete(keyOf(match.kind, match.name))
    changes.push(...compareDefinitions(match, definition, book))
  }
  for (const removed of rest.values()) {
    changes.push(...describeAll(removed, [{ kind: 'removed', path: [], before: removed }], book))
  }
  return [...changes, ...diffOtherFiles(before, after)]
}

function compareDefinitions(before: Definition | undefined, after: Definition, book: NameBook): Change[] {
  if (before === undefined) return describeAll(after, [{ kind: 'added', path: [], after }], book)
  const renamed: BareChange[] =
    before.name === after.name ? [] : [{ kind: 'changed', path: [{ property: 'name' }], before: before.name, after: after.name }]
  return describeAll(after, [...renamed, ...compareValues(before, after, [])], book)
}

function describeAll(definition: Definition, changes: Iterable<BareChange>, book: NameBook): Change[] {
  return [...changes].map((change) => ({
    ...change,
    definitionKind: definition.kind,
    definition: definition.name,
    message: describeChange(definition, change, book),
  }))
}

function diffOtherFiles(before: readonly DefinitionFile[], after: readonly DefinitionFile[]): Change[] {
  const texts = (files: readonly DefinitionFile[]): Map<string, string> =>
    new Map(files.filter((file) => file.definition === undefined).map((file) => [file.path, file.text]))
  const [old, current] = [texts(before), texts(after)]
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((path) => old.get(path) !== current.get(path))
    .map((path) => describeFile(path, old.has(path), current.has(path)))
}

function describeFile(path: string, wasThere: boolean, isThere: boolean): Change {
  const kind = wasThere ? (isThere ? 'changed' : 'removed') : 'added'
  const [zh, en] = { added: ['新增', 'New'], removed: ['删除', 'Removed'], changed: ['修改', 'Changed'] }[kind] as [string, string]
  return { kind, definitionKind: 'file', definition: path, path: [], message: { zh: `${zh}文件 ${path}`, en: `${en} file ${path}` } }
}

function definitionsOf(files: readonly DefinitionFile[]): Definition[] {
  return files.map((file) => file.definition).filter((definition) => definition !== undefined)
}

function keyOf(kind: string, name: string): string {
  return `${kind}/${name}`
}
