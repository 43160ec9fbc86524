import type {
  Definition,
  EntityDefinition,
  FieldDefinition,
  LedgerDefinition,
  ReportDefinition,
  SampleDefinition,
  ScenarioDefinition,
  ScenarioStep,
} from '@formwork/platform/definition/types.ts'
import { choicesOf, formulaNames, type Known } from '../../panels/formula-names.ts'
import { readAloud } from '../../panels/read-aloud.ts'
import { statusChoices, systemFieldWord } from '../../workspace/system-fields.ts'
import { kindTitle, nameOf } from '../../workspace/words.ts'
import type { StepPlace } from './step-kinds.ts'

export type Story = SampleDefinition | ScenarioDefinition

/** What a story can name, and what people call it: records that its steps keep, people, fields, choices. */
export interface StoryScope {
  readonly known: Known
  definition<D extends Definition>(kind: D['kind'], name: string | undefined): D | undefined
  all<D extends Definition>(kind: D['kind']): readonly D[]
  /** The record that a step keeps under a name, also a step of the samples that the story begins with. */
  kept(name: string): KeptRecord | undefined
  /** The records that are kept when a step begins, in their order; without a step all of them. */
  keptBefore(step?: ScenarioStep): readonly (KeptRecord & { readonly name: string })[]
  person(login: string): string
  /** Everybody who can act, by login and name. */
  readonly people: readonly (readonly [login: string, name: string])[]
}

interface KeptRecord {
  readonly entity: string | undefined
  /** What it is called: its name or code; undefined when only its kind is known. */
  readonly title: string | undefined
}

type Values = Readonly<Record<string, unknown>>

export function storyScope(story: Story, known: Known, ofKind: (kind: Definition['kind']) => readonly Definition[]): StoryScope {
  const find = <D extends Definition>(kind: D['kind'], name: string | undefined): D | undefined =>
    ofKind(kind).find((each) => each.name === name) as D | undefined
  const steps = [...stepsBefore(story, find as never), ...stepsOf(story)]
  const records = new Map<string, KeptRecord>()
  const people = new Map<string, string>()
  const keeping: [step: ScenarioStep, name: string][] = []
  for (const step of steps) {
    const values = (step.values ?? {}) as Values
    const entity = step.entity ?? targetOf(step, find as never) ?? records.get(step.record ?? '')?.entity
    if (step.keep !== undefined) records.set(step.keep, { entity, title: titleOf(values) ?? records.get(step.record ?? '')?.title })
    if (step.keep !== undefined) keeping.push([step, step.keep])
    if (typeof values.login === 'string' && typeof values.name === 'string') people.set(values.login, values.name)
  }
  function keptBefore(before?: ScenarioStep) {
    const end = before === undefined ? -1 : steps.indexOf(before)
    const earlier = end < 0 ? steps : steps.slice(0, end)
    const among = new Set(earlier)
    const names = new Set(keeping.filter(([step]) => among.has(step)).map(([, name]) => name))
    return [...names].map((name) => ({ name, ...records.get(name)! }))
  }
  return {
    ...{ known, keptBefore, people: [...people], all: ofKind as StoryScope['all'] },
    ...{ definition: find, kept: (name) => records.get(name), person: (login) => people.get(login) ?? login },
  }
}

type Find = <D extends Definition>(kind: D['kind'], name: string | undefined) => D | undefined

const targetOf = ({ conversion }: ScenarioStep, find: Find): string | undefined =>
  conversion === undefined ? undefined : find<Extract<Definition, { kind: 'conversion' }>>('conversion', conversion)?.to

const titleOf = ({ name, code }: Values): string | undefined => [name, code].find((each) => typeof each === 'string') as string | undefined

export const stepsOf = (story: Story): readonly ScenarioStep[] =>
  story.kind === 'sample' ? story.steps : [...(story.given ?? []), ...story.when]

/** The steps of the samples that it begins with, and of theirs. */
function stepsBefore(story: Story, find: Find, met = new Set<string>()): ScenarioStep[] {
  const names = story.kind === 'sample' ? (story.requires ?? []) : story.sample === undefined ? [] : [story.sample]
  return names.flatMap((name) => {
    const sample = met.has(name) ? undefined : find<SampleDefinition>('sample', name)
    met.add(name)
    return sample === undefined ? [] : [...stepsBefore(sample, find, met), ...sample.steps]
  })
}

/** A field by its name, of an entity or of its rows; what every record has, by its word. */
export function fieldLabel(fields: readonly FieldDefinition[], name: string): string {
  const found = fields.find((field) => field.name === name)
  return found === undefined ? (systemFieldWord(name) ?? kindTitle(name)) : nameOf(found)
}

/** A value as people read it: records by their name, choices by what they are called, formulas aloud. */
export function valueInWords(
  value: unknown,
  field: FieldDefinition | undefined,
  scope: StoryScope,
  yesNo: readonly [string, string],
): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return yesNo[value ? 0 : 1]
  if (Array.isArray(value)) return value.map((each) => valueInWords(each, field, scope, yesNo)).join('、')
  if (typeof value === 'object') {
    const said = ([name, each]: [string, unknown]) =>
      `${fieldLabel(field?.fields ?? [], name)} ${valueInWords(
        each,
        field?.fields?.find((inner) => inner.name === name),
        scope,
        yesNo,
      )}`
    return Object.entries(value).map(said).join('、')
  }
  if (typeof value !== 'string') return String(value)
  if (value.startsWith('=')) return readAloud(value, formulaNames({ fields: [] } as unknown as EntityDefinition, undefined, scope.known))
  const choice = field === undefined ? undefined : choicesOf(field, scope.known)?.get(value)
  const isRecord = field === undefined || ['reference', 'member', 'department', 'record'].includes(field.type)
  return choice ?? (isRecord ? recordInWords(value, scope) : undefined) ?? value
}

/** A kept record: its name, else its kind. */
export function recordInWords(name: string, scope: StoryScope): string | undefined {
  const kept = scope.kept(name)
  if (kept === undefined) return undefined
  const entity = kept.entity === undefined ? undefined : scope.known.entity(kept.entity)
  return kept.title ?? (entity === undefined ? undefined : nameOf(entity))
}

/** The status of a record among its fields. */
export const STATUS = { name: 'status', type: 'select', get options() { return [...statusChoices()].map(([name, label]) => ({ name, label })) } } as unknown as FieldDefinition // prettier-ignore

/** Coordinates and figures of a ledger as fields. */
export function ledgerFields(ledger: LedgerDefinition | undefined): FieldDefinition[] {
  const figures = [...(ledger?.measures ?? []), ...(ledger?.derived ?? [])].map(({ name, label }) => ({ name, label, type: 'number' }))
  const dimensions = (ledger?.dimensions ?? []).map(({ name, label, entity, virtual }) => ({
    ...{ name, label, entity },
    // Sides outside of the business are choices; every other coordinate is a record.
    type: 'reference',
    ...(virtual === undefined ? {} : { options: virtual }),
  }))
  return [...dimensions, ...figures] as unknown as FieldDefinition[]
}

export const reportFields = (report: ReportDefinition | undefined): FieldDefinition[] =>
  [...(report?.columns ?? []), ...((report?.parameters ?? []) as FieldDefinition[])].map(
    ({ name, label }) => ({ name, label, type: 'record' }) as unknown as FieldDefinition,
  )

/** What is known where a step is made: the names beside it, what is kept before it, what can be made of what. */
export function placeOf(scope: StoryScope, taken: readonly string[], step?: ScenarioStep): StepPlace {
  const conversions = scope.all<Extract<Definition, { kind: 'conversion' }>>('conversion')
  const documents = scope.all<EntityDefinition>('entity').toSorted((one, other) => natureFirst(one) - natureFirst(other))
  return {
    ...{ taken, kept: scope.keptBefore(step) },
    entities: documents.map(({ name }) => name),
    conversionsOf: (entity) => conversions.filter(({ from }) => entity === undefined || from === entity).map(({ name }) => name),
  }
}

const natureFirst = ({ nature }: EntityDefinition): number => (nature === 'document' ? 0 : 1)
