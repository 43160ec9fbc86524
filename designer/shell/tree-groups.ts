import type { Definition } from '@formwork/platform/definition/types.ts'
import { kindWord, nameOf } from '../workspace/words.ts'

export interface TreeEntry {
  readonly path: string
  readonly name: string
  readonly label: string
  readonly kind: string
}

export interface TreeGroup {
  readonly kind: string
  readonly label: string
  readonly entries: readonly TreeEntry[]
}

/** Kinds in the order in which people think of their business. */
const ORDER = [
  'entity',
  'process',
  'decision',
  'ledger',
  'posting',
  'conversion',
  'report',
  'dashboard',
  'roles',
  'menu',
  'dictionary',
  'alert',
  'automation',
  'print',
  'match',
  'batch',
  'calendar',
  'module',
  'form',
  'list',
  'template',
  'sample',
  'guide',
  'scenario',
]

/** Every definition under its kind; the search looks at labels, names and paths. */
export function treeGroups(
  definitions: readonly { path: string; definition: Definition }[],
  search: string,
  others: readonly string[],
): TreeGroup[] {
  const wanted = search.trim().toLowerCase()
  const entries = definitions.map(({ path, definition }) => ({
    path,
    kind: definition.kind,
    name: definition.name,
    label: nameOf(definition as { name: string }),
  }))
  const found = entries.filter(({ path, name, label }) => [path, name, label].some((text) => text.toLowerCase().includes(wanted)))
  const groups = ORDER.map((kind) => ({ kind, label: kindWord(kind), entries: found.filter((entry) => entry.kind === kind) }))
  const files = others
    .filter((path) => path.toLowerCase().includes(wanted))
    .map((path) => ({ path, kind: 'file', name: path, label: path }))
  return [...groups, { kind: 'file', label: '', entries: files }].filter((group) => group.entries.length > 0)
}
