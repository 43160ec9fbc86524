import { ROLE_DICTIONARY } from '@formwork/platform/definition/system/index.ts'
import type {
  DictionaryDefinition,
  EntityDefinition,
  FieldDefinition,
  LedgerDefinition,
  MatchDefinition,
  ModuleDefinition,
  RolesDefinition,
} from '@formwork/platform/definition/types.ts'
import { labelText } from '@formwork/runtime/client/i18n/index.ts'
import { offeredBalances, offeredMatch, offeredRole, type Lookup } from './formula-lookups.ts'
import { statusChoices, systemFieldNames, systemFieldWord } from '../workspace/system-fields.ts'
import { kindWord, nameOf } from '../workspace/words.ts'

export interface FormulaName {
  /** What is written into the formula. */
  readonly name: string
  readonly label: string
  /** What the texts that it can hold are called. */
  readonly choices?: ReadonlyMap<string, string>
  /** What a path behind it leads to, through references. */
  readonly reach?: (path: readonly string[]) => { label: string; choices?: ReadonlyMap<string, string> } | undefined
  /** Of lines: what a row has. */
  readonly rows?: readonly FieldDefinition[]
  /** It is the whole call of a function that finds something by name. */
  readonly lookup?: Lookup
}

export interface Known {
  entity(name: string): EntityDefinition | undefined
  dictionary?(name: string): DictionaryDefinition | undefined
  /** What is set for the whole workspace. */
  settings?(): readonly FieldDefinition[]
  /** What can be switched on and off. */
  modules?(): readonly ModuleDefinition[]
  /** What functions find by name. */
  matches?(): readonly MatchDefinition[]
  ledgers?(): readonly LedgerDefinition[]
  roles?(): readonly RolesDefinition['roles'][number][]
}

/** Every field that a formula can name here, through one reference and into lines; what every record has beside them. */
export function formulaNames(entity: EntityDefinition, lines: string | undefined, known: Known): FormulaName[] {
  const settings = switchNames(known)
  const header = [...namesOf(entity.fields, '', '', known), ...systemNames(entity)]
  if (lines === undefined) return [...header, ...settings]
  const row = entity.fields.find((field) => field.name === lines)?.fields ?? []
  const above: FieldDefinition = { name: 'above', label: { zh: '上面各行', en: 'Rows above' }, type: 'lines', fields: [...row] }
  return [
    ...namesOf([...row, ...(row.some(({ name }) => name === 'above') ? [] : [above])], '', '', known),
    ...header.map((each) => ({ ...each, name: `record.${each.name}`, label: `${nameOf(entity)} › ${each.label}` })),
    ...settings,
  ]
}

/** The fields of a record as formulas elsewhere read them: `record.x`. */
export function recordNames(entity: EntityDefinition, known: Known): FormulaName[] {
  const header = formulaNames(entity, undefined, known)
  const own = header.filter(({ name, lookup }) => lookup === undefined && !/^(?:setting|module)\./.test(name))
  return [
    { name: 'record', label: nameOf(entity) },
    ...own.map((each) => ({ ...each, name: `record.${each.name}` })),
    ...switchNames(known),
  ]
}

/** A path that goes further than the names that are offered. */
export function behindName(path: string, names: ReadonlyMap<string, FormulaName>): FormulaName | undefined {
  const parts = path.split('.')
  for (let length = parts.length - 1; length > 0; length--) {
    const start = names.get(parts.slice(0, length).join('.'))
    const behind = start?.reach?.(parts.slice(length))
    if (behind !== undefined) return { name: path, label: `${start!.label} › ${behind.label}`, choices: behind.choices }
  }
  return undefined
}

/** What is set for the whole workspace, and the modules that may be on. */
function switchNames(known: Known): FormulaName[] {
  const modules = (known.modules?.() ?? []).map((each) => ({
    name: `module.${each.name}`,
    label: `${kindWord('module')} › ${nameOf(each)}`,
  }))
  const settings = (known.settings?.() ?? []).map((field) => describe(field, 'setting.', '', known))
  return [...settings, ...modules, ...lookupNames(known)]
}

/** What can be looked up by name. Who has a role is asked by processes. */
function lookupNames(known: Known): FormulaName[] {
  return [...(known.matches?.() ?? []).map(offeredMatch), ...(known.ledgers?.() ?? []).flatMap(offeredBalances)]
}

export const roleNames = (known: Known): FormulaName[] => (known.roles?.() ?? []).map(offeredRole)

/** The look-ups among names, each once. */
export const lookupsAmong = (names: readonly FormulaName[]): Lookup[] => [...new Set(names.flatMap(({ lookup }) => lookup ?? []))]

/** Names of fields under a prefix (`line.`), as formulas elsewhere read them. */
export function namesUnder(prefix: string, label: string, fields: readonly FieldDefinition[], known: Known): FormulaName[] {
  const row = { name: `${prefix}id`, label: fields.length === 0 ? label : `${label} › ${systemFieldWord('id')}` }
  return [row, ...namesOf(fields, '', '', known).map((each) => ({ ...each, name: prefix + each.name, label: `${label} › ${each.label}` }))]
}

function systemNames(entity: EntityDefinition): FormulaName[] {
  const own = new Set(entity.fields.map(({ name }) => name))
  if (entity.kind !== 'entity') return []
  return systemFieldNames
    .filter((name) => !own.has(name))
    .map((name) => ({ name, label: systemFieldWord(name)!, ...(name === 'status' ? { choices: statusChoices() } : {}) }))
}

function namesOf(fields: readonly FieldDefinition[], path: string, label: string, known: Known): FormulaName[] {
  return fields.flatMap((field): FormulaName[] => {
    const own = describe(field, path, label, known)
    if (path !== '') return [own]
    if (field.type === 'lines') return [own, ...namesOf(field.fields ?? [], `${field.name}.`, `${nameOf(field)} › `, known)]
    const target = field.type === 'reference' && field.multiple !== true ? known.entity(field.entity ?? '') : undefined
    return target === undefined ? [own] : [own, ...namesOf(target.fields, `${field.name}.`, `${nameOf(field)} › `, known)]
  })
}

function describe(field: FieldDefinition, path: string, label: string, known: Known): FormulaName {
  const named = { name: path + field.name, label: label + nameOf(field), choices: choicesOf(field, known), rows: field.fields }
  return { ...named, reach: (rest) => reach(field, rest, known) }
}

/** Follows references as far as a path goes. */
function reach(field: FieldDefinition, [first, ...rest]: readonly string[], known: Known): ReturnType<NonNullable<FormulaName['reach']>> {
  const fields = field.fields ?? known.entity(field.entity ?? '')?.fields
  const found = fields?.find(({ name }) => name === first)
  if (found === undefined) return undefined
  if (rest.length === 0) return { label: nameOf(found), choices: choicesOf(found, known) }
  const behind = reach(found, rest, known)
  return behind && { ...behind, label: `${nameOf(found)} › ${behind.label}` }
}

/** What the values of a field are called. */
export function choicesOf(field: FieldDefinition, known: Known): ReadonlyMap<string, string> | undefined {
  if (field.type === 'role' || field.dictionary === ROLE_DICTIONARY) {
    return new Map(known.roles?.().map((role) => [role.name, nameOf(role)]))
  }
  const items = field.options ?? (field.dictionary === undefined ? undefined : known.dictionary?.(field.dictionary)?.items)
  return items === undefined ? undefined : new Map(items.map((each) => [each.name, labelText(each.label, each.name)]))
}
