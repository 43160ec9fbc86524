import type { Registry } from '../../plugin/index.ts'
import { parsePath } from '../../value/index.ts'
import { isObject } from '../diff/compare-values.ts'
import { formatDefinition } from '../format.ts'
import type { DefinitionFile } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Definition } from '../types.ts'
import { rewriteName, type Rename, type Uses } from './rewrite-names.ts'

/** A rename, and which of the uses in a formula it is tried on. */
export interface RenameUse extends Rename {
  readonly uses: Uses
}

/** The files with a renamed thing called by its new name wherever one of these problems stands; undefined: nowhere. */
export function followRename(
  files: readonly DefinitionFile[],
  problems: readonly Problem[],
  how: RenameUse,
  registry: Registry,
): { files: DefinitionFile[]; touched: ReadonlySet<string> } | undefined {
  const touched = new Set<string>()
  const next = files.map((file) => {
    const places = problems.filter((problem) => problem.file === file.path).map(({ pointer }) => parsePath(pointer.slice(1)))
    const before = file.definition
    if (before === undefined || places.length === 0) return file
    const definition = places.reduce<unknown>((value, at) => rewriteAt(value, at, how), before) as Definition
    if (definition === before) return file
    touched.add(file.path)
    return { path: file.path, text: formatDefinition(definition, registry), definition }
  })
  return touched.size === 0 ? undefined : { files: next, touched }
}

/** The same value where nothing was called by the old name. */
function rewriteAt(value: unknown, at: readonly (string | number)[], rename: RenameUse): unknown {
  const [segment, ...rest] = at
  if (segment === undefined) return rewriteDeep(value, rename)
  if (Array.isArray(value)) {
    const index = Number(segment)
    const child = rewriteAt(value[index], rest, rename)
    return child === value[index] ? value : value.with(index, child)
  }
  const key = String(segment)
  if (!isObject(value) || !Object.hasOwn(value, key)) return rewriteDeep(value, rename)
  const child = rewriteAt(value[key], rest, rename)
  if (rest.length === 0 && key === rename.from && !Object.hasOwn(value, rename.to)) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => (name === key ? [rename.to, child] : [name, each])))
  }
  return child === value[key] ? value : { ...value, [key]: child }
}

function rewriteDeep(value: unknown, rename: RenameUse): unknown {
  if (typeof value === 'string') return rewriteName(value, rename, rename.uses)
  if (Array.isArray(value)) {
    const list = value.map((item) => rewriteDeep(item, rename))
    return list.every((item, index) => item === value[index]) ? value : list
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, key === 'was' ? child : rewriteDeep(child, rename)])
  return entries.every(([key, child]) => child === value[key]) ? value : Object.fromEntries(entries)
}
