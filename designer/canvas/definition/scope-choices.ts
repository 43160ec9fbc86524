import type { Definition, EntityDefinition, FieldDefinition, LedgerDefinition } from '@formwork/platform/definition/types.ts'
import type { Segments } from '../../workspace/operation.ts'
import { systemFieldNames, systemFieldWord } from '../../workspace/system-fields.ts'
import { nameOf } from '../../workspace/words.ts'

/** Something that can be named, and what people call it. */
export interface Choice {
  readonly value: string
  readonly label: string
}

type Loose = Readonly<Record<string, unknown>>

/** The names that stand on the way from the definition to a place; the nearest wins. */
export interface Near {
  entity?: unknown
  /** Where records are made of others: what is made. */
  target?: unknown
  targetLines?: unknown
  ledger?: unknown
  report?: unknown
  each?: unknown
  start?: unknown
  isInEntry: boolean
}

export const choiceOf = (element: { name: string }): Choice => ({ value: element.name, label: nameOf(element) })

export function nearest(definition: Definition, at: Segments): Near {
  const near: Near = { isInEntry: at[0] === 'entries', ...(definition.kind === 'entity' ? { entity: definition.name } : {}) }
  let value: unknown = definition
  for (const segment of [undefined, ...at]) {
    if (segment !== undefined) value = (value as Loose | undefined)?.[segment]
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const object = value as Loose
    take(near, object)
    for (const part of [object.on, object.from]) if (typeof part === 'object' && part !== null) take(near, part as Loose)
  }
  takeMade(near, definition, at)
  return near
}

function take(near: Near, object: Loose): void {
  if (typeof object.entity === 'string') near.entity = object.entity
  if (typeof object.resource === 'string') near.entity = object.resource
  if (typeof object.list === 'string') near.entity = object.list
  if (typeof object.ledger === 'string') near.ledger = object.ledger
  if (typeof object.report === 'string') near.report = object.report
  if (typeof object.each === 'string') near.each = object.each
  if (typeof object.lines === 'string') near.each = object.lines
  // Part of a paper.
  if (object.type === 'lines' && typeof object.from === 'string') near.each = object.from
}

/** Conversions, batches and automations make records of others: formulas read the one, names are of the other. */
function takeMade(near: Near, definition: Definition, at: Segments): void {
  if (definition.kind === 'conversion') {
    Object.assign(near, { entity: definition.from, target: definition.to, each: definition.lines?.from, targetLines: definition.lines?.to })
  } else if (definition.kind === 'batch') {
    Object.assign(near, { entity: undefined, target: definition.entity, targetLines: definition.lines?.to })
  } else if (definition.kind === 'automation' && at[0] === 'actions') {
    const action = definition.actions[Number(at[1])]
    const rows = /\brecord\.([\p{L}_][\p{L}\p{N}_]*)/u.exec(String(action?.each ?? ''))?.[1]
    Object.assign(near, { target: action?.entity, targetLines: action?.lines?.to, entity: definition.on.entity, each: rows ?? near.each })
  }
}

export function rowFields(entity: EntityDefinition, each: unknown): FieldDefinition[] {
  return entity.fields.find((field) => field.name === each)?.fields ?? []
}

const COORDINATES = new Set(['where', 'from', 'to', 'restTo', 'difference', 'over', 'openItem', 'by', 'pool', 'variance', 'countedWhere'])

export function ledgerNames(ledger: LedgerDefinition, property: string): Choice[] {
  if (property === 'all') return [...ledger.dimensions, ...ledger.measures, ...(ledger.attributes ?? [])].map(choiceOf)
  if (property === 'attributes') return (ledger.attributes ?? []).map(choiceOf)
  return (COORDINATES.has(property) ? ledger.dimensions : ledger.measures).map(choiceOf)
}

export function fieldChoices(entity: EntityDefinition, property: string): Choice[] {
  const lines = entity.fields.filter((field) => field.type === 'lines')
  if (property === 'each' || property === 'lines' || property === 'from') return lines.map(choiceOf)
  const inside = lines.flatMap((field) =>
    (field.fields ?? []).map((each) => ({ value: `${field.name}.${each.name}`, label: `${nameOf(field)} › ${nameOf(each)}` })),
  )
  return [...entity.fields.map(choiceOf), ...inside]
}

/** Names of the record that is made, and of its rows. */
export function madeNames(made: EntityDefinition, near: Near, property: string, at: Segments): Choice[] | undefined {
  if (property === 'header' || property === 'values') return made.fields.map(choiceOf)
  if (property === 'to') return fieldChoices(made, 'each')
  if (property === 'targetQuantity' || (property === 'fields' && at.includes('lines'))) {
    return rowFields(made, near.targetLines).map(choiceOf)
  }
  return undefined
}

/** What every record has beside its fields. */
export const systemChoices = (): Choice[] => systemFieldNames.map((value) => ({ value, label: systemFieldWord(value)! }))
