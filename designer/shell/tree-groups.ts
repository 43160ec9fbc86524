import type { Definition, EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FieldPlace } from '../canvas/entity/field-edits.ts'
import { definitionName, nameOf, kindTitle } from '../workspace/words.ts'

export interface TreeEntry {
  readonly path: string
  readonly name: string
  readonly label: string
  readonly kind: string
  /** A field that was found, and what it is called. */
  readonly place?: FieldPlace
  readonly within?: string
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
  'settings',
  'profile',
  'form',
  'list',
  'template',
  'sample',
  'guide',
  'scenario',
]

/** Fields that a search shows at most: whoever wants more types more. */
const MOST_FIELDS = 60

/** Every definition under its kind; the search looks at labels, names and paths, and at the fields of objects. */
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
    label: definitionName(definition),
  }))
  const isFound = (...texts: string[]): boolean => texts.some((text) => text.toLowerCase().includes(wanted))
  const fields = wanted === '' ? [] : definitions.flatMap(({ path, definition }) => fieldEntries(path, definition)).filter(({ within = '', place }) => isFound(within, place!.field)) // prettier-ignore
  const found = [...entries.filter(({ path, name, label }) => isFound(path, name, label)), ...fields.slice(0, MOST_FIELDS)]
  const groups = ORDER.map((kind) => ({ kind, label: kindTitle(kind), entries: found.filter((entry) => entry.kind === kind) }))
  const files = others
    .filter((path) => path.toLowerCase().includes(wanted))
    .map((path) => ({ path, kind: 'file', name: path, label: path }))
  return [...groups, { kind: 'file', label: '', entries: files }].filter((group) => group.entries.length > 0)
}

function fieldEntries(path: string, definition: Definition): TreeEntry[] {
  if (definition.kind !== 'entity' || !Array.isArray(definition.fields)) return []
  const { name } = definition
  const label = nameOf(definition as EntityDefinition)
  const entry = (field: FieldDefinition, lines?: string): TreeEntry => ({
    ...{ path, kind: 'entity', name, label, within: nameOf(field) },
    place: lines === undefined ? { field: field.name } : { field: field.name, lines },
  })
  return definition.fields.flatMap((field) => [entry(field), ...(field.fields ?? []).map((each) => entry(each, field.name))])
}
