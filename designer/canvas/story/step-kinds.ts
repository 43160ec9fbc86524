import type { FieldDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { nameFor } from '../../workspace/label.ts'

/** What a step of a kind says beside who does it and when. */
export type StepPart = 'entity' | 'record' | 'conversion' | 'values' | 'opinion' | 'reason' | 'into' | 'keep'

/** The kinds of step that there are, and what each says; in the order in which they are offered. */
export const STEP_KINDS: Readonly<Record<string, readonly StepPart[]>> = {
  save: ['entity', 'record', 'values', 'keep'],
  submit: ['entity', 'record', 'values', 'keep'],
  convert: ['record', 'conversion', 'keep'],
  approve: ['record', 'opinion'],
  reject: ['record', 'opinion'],
  'hand-in': ['record', 'values'],
  amend: ['record', 'values', 'reason'],
  unpost: ['record', 'reason'],
  void: ['record', 'reason'],
  close: ['record', 'reason'],
  reopen: ['record', 'reason'],
  delete: ['record'],
  restore: ['record'],
  merge: ['record', 'into'],
  unmerge: ['record'],
  'press-button': ['record', 'values'],
  'save-settings': ['values'],
  'switch-modules': ['values'],
  'choose-profile': ['values'],
  'start-batch': ['values'],
  'refresh-alerts': ['values'],
  'arm-schedules': [],
  'close-period': ['values'],
  'reopen-period': ['values'],
  wait: [],
}

/** Whatever kind it is of: who, when, and how it may be refused. */
const ALWAYS = new Set(['name', 'label', 'help', 'was', 'as', 'on', 'refused', 'at', 'says', 'key', 'accept'])
/** Names the kind of record even where the record is known. */
const NAMES_ENTITY = new Set(['save', 'submit', 'amend', 'press-button'])

/** What is known where a step is made. */
export interface StepPlace {
  /** Names of the steps beside it. */
  readonly taken: readonly string[]
  /** Names under which records are kept already. */
  readonly kept: readonly { readonly name: string; readonly entity?: string }[]
  readonly entities: readonly string[]
  conversionsOf(entity: string | undefined): readonly string[]
}

/** A step of a kind that says what it has to say, before anybody changed it. */
export function blankStep(kind: string, place: StepPlace, before?: ScenarioStep): ScenarioStep {
  const parts = new Set(STEP_KINDS[kind] ?? [])
  const kept = before?.record ?? (makesNew(kind) ? undefined : place.kept.at(-1)?.name)
  const entity = before?.entity ?? entityOf(kept, place) ?? (parts.has('entity') ? place.entities[0] : undefined)
  const conversion = before?.conversion ?? place.conversionsOf(entityOf(kept, place))[0]
  const said: Readonly<Record<StepPart, unknown>> = {
    entity: NAMES_ENTITY.has(kind) ? entity : undefined,
    record: kept,
    conversion,
    values: sameValues(kind, before),
    opinion: before?.opinion,
    reason: before?.reason,
    into: before?.into,
    keep: before?.keep ?? newKeep(kind, kept, kind === 'convert' ? conversion : entity, place),
  }
  const step = {
    name: nameFor(`step${place.taken.length + 1}`, place.taken, 'step'),
    ...Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => ALWAYS.has(name))),
    do: kind,
    ...Object.fromEntries(
      Object.entries(said).filter(([part]) => parts.has(part as StepPart) || (part === 'entity' && NAMES_ENTITY.has(kind))),
    ),
  }
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined)) as unknown as ScenarioStep
}

const makesNew = (kind: string): boolean => STEP_KINDS[kind]?.includes('entity') === true
const entityOf = (kept: string | undefined, place: StepPlace): string | undefined => place.kept.find(({ name }) => name === kept)?.entity
/** Values are of the fields of a record: of settings or modules they mean something else. */
const sameValues = (kind: string, before: ScenarioStep | undefined): unknown =>
  before?.values !== undefined && STEP_KINDS[kind]?.includes('record') === true && STEP_KINDS[before.do]?.includes('record') === true
    ? before.values
    : kind === 'switch-modules'
      ? { modules: {} }
      : {}
/** Only what is made anew gets a name of its own. */
const newKeep = (kind: string, kept: string | undefined, word: string | undefined, place: StepPlace): string | undefined =>
  kind === 'convert' || kept === undefined ? freeKeep(word, place) : undefined
const freeKeep = (word: string | undefined, { kept }: StepPlace): string => {
  const taken = kept.map(({ name }) => name)
  const name = word ?? 'record'
  for (let number = 1; ; number++) if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`
}

/** Kinds of fields that a story gives a value by typing or choosing. */
const TYPED = new Set(['text', 'long-text', 'number', 'money', 'percent', 'date', 'date-time', 'time', 'select', 'switch', 'reference', 'lines', 'group']) // prettier-ignore
const MORE_TYPED = new Set(['member', 'department', 'phone', 'email', 'url', 'barcode', 'progress', 'rating', 'duration', 'id-card'])

/** Fields that a step or a row can still be given: what is calculated is nobody's to give. */
export function givable(fields: readonly FieldDefinition[], values: object): FieldDefinition[] {
  return fields.filter(({ name, type, formula }) => !(name in values) && formula === undefined && (TYPED.has(type) || MORE_TYPED.has(type)))
}

/** What a field holds when it was just added: something of its type, to be changed. */
export function firstValue(field: FieldDefinition, choices: readonly string[]): unknown {
  if (field.type === 'lines') return [{}]
  if (field.type === 'group') return {}
  if (field.type === 'switch') return true
  if (field.type === 'date') return '=today()'
  if (choices.length > 0) return field.multiple === true ? [choices[0]] : choices[0]
  return ['number', 'money', 'percent', 'progress', 'rating'].includes(field.type) ? '1' : ''
}

/** A day as it is told: `0` is the day itself, a number so many days before or after, else a date. */
export function daysOf(formula: string): number | undefined {
  if (/^=\s*today\(\)\s*$/.test(formula)) return 0
  const found = /^=\s*today\(\)\s*([+-])\s*duration\("P(\d{1,4})D"\)\s*$/.exec(formula)
  return found === null ? undefined : Number(found[2]) * (found[1] === '-' ? -1 : 1)
}

/** The formula of a day so many days from the day of the step. */
export const formulaOfDays = (days: number): string =>
  days === 0 ? '=today()' : `=today() ${days < 0 ? '-' : '+'} duration("P${Math.abs(days)}D")`
