import { systemEntities } from '../system/index.ts'
import type { Definition, Label } from '../types.ts'
import { isObject } from './compare-values.ts'

/** What definitions and their fields are called by people; the later of two with one name counts. */
export interface NameBook {
  /** The label of a definition of any kind. */
  definition(name: string): Label | undefined
  /** The label of a field, a dimension, a measure or a column of a definition; a field of lines may stand without them. */
  field(definition: string, path: string): Label | undefined
  /** What the value of a choice field is called. */
  choice(definition: string, path: string, value: string): Label | undefined
  /** The label of what is set for the whole workspace. */
  setting(name: string): Label | undefined
  role(name: string): Label | undefined
}

interface Loose {
  readonly name: string
  readonly label?: Label
  readonly [property: string]: unknown
}

/** Kinds that rights, menus and tiles name; a list or a form is called as what it shows. */
const KINDS: ReadonlySet<string> = new Set([
  'entity',
  'ledger',
  'report',
  'dashboard',
  'conversion',
  'batch',
  'process',
  'alert',
  'match',
  'dictionary',
])
/** Lists of a definition whose elements formulas and rights name. */
const HOLDERS = ['fields', 'columns', 'dimensions', 'measures', 'derived', 'attributes', 'parameters'] as const

const SYSTEM_FIELDS: Readonly<Record<string, Label>> = {
  number: { zh: '单号', en: 'Number' },
  status: { zh: '状态', en: 'Status' },
  outcome: { zh: '审批结果', en: 'Outcome' },
  owner: { zh: '负责人', en: 'Owner' },
  department: { zh: '部门', en: 'Department' },
  createdBy: { zh: '制单人', en: 'Made by' },
  createdAt: { zh: '制单时间', en: 'Made at' },
  updatedBy: { zh: '修改人', en: 'Changed by' },
  updatedAt: { zh: '修改时间', en: 'Changed at' },
}

export function createNameBook(definitions: Iterable<Definition>): NameBook {
  const byName = new Map<string, Loose[]>()
  const roles = new Map<string, Label>()
  const settings = new Map<string, Label>()
  for (const definition of [...systemEntities, ...definitions]) {
    const loose = definition as unknown as Loose
    if (KINDS.has(definition.kind)) byName.set(loose.name, [loose, ...(byName.get(loose.name) ?? [])])
    keepLabels(definition.kind === 'roles' ? elementsOf(loose, 'roles') : [], roles)
    keepLabels(definition.kind === 'settings' ? elementsOf(loose, 'fields') : [], settings)
  }
  const found = (name: string): readonly Loose[] => byName.get(name) ?? []
  const fieldsOf = (definition: string, path: string): Loose[] =>
    found(definition).flatMap((holder) => fieldOf(holder, path.split('.'), (name) => found(name)) ?? [])
  return {
    definition: (name) => found(name).find(({ label }) => label !== undefined)?.label,
    role: (name) => roles.get(name),
    setting: (name) => settings.get(name),
    choice: (definition, path, value) => {
      for (const field of fieldsOf(definition, path)) {
        const items = typeof field.dictionary === 'string' ? found(field.dictionary).flatMap((each) => elementsOf(each, 'items')) : []
        const label = [...elementsOf(field, 'options'), ...items].find(({ name }) => name === value)?.label
        if (label !== undefined) return label
      }
      return undefined
    },
    field: (definition, path) =>
      fieldsOf(definition, path).find(({ label }) => label !== undefined)?.label ?? (isSystemField(path) ? SYSTEM_FIELDS[path] : undefined),
  }
}

function keepLabels(elements: readonly Loose[], labels: Map<string, Label>): void {
  for (const { name, label } of elements) if (label !== undefined) labels.set(name, label)
}

const isSystemField = (path: string): boolean => Object.hasOwn(SYSTEM_FIELDS, path)

/** The last of a path through lines and references. */
function fieldOf(holder: Loose, [name, ...rest]: readonly string[], find: (name: string) => readonly Loose[]): Loose | undefined {
  const own = HOLDERS.flatMap((list) => elementsOf(holder, list))
  const inLines = own.flatMap((field) => (field.type === 'lines' ? elementsOf(field, 'fields') : []))
  const field = [...own, ...inLines].find((each) => each.name === name)
  if (field === undefined || rest.length === 0) return field
  const targets = Array.isArray(field.fields) ? [field] : find(targetOf(field))
  for (const target of targets) {
    const behind = fieldOf(target, rest, find)
    if (behind !== undefined) return behind
  }
  return undefined
}

function targetOf({ type, entity }: Loose): string {
  if (typeof entity === 'string') return entity
  return type === 'member' ? 'person' : type === 'department' ? 'department' : ''
}

function elementsOf(holder: Loose, list: string): readonly Loose[] {
  const value = holder[list]
  return Array.isArray(value) ? value.filter((each): each is Loose => isObject(each) && typeof each.name === 'string') : []
}
