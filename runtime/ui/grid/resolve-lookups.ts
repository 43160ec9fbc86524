import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { AskingPlace, LookupChoice, LookupSource } from '../lookup/lookup-source.ts'
import type { CellEdit } from './line-row.ts'
import type { OpenLookup } from './plan-paste.ts'

/** What is said about a text that names no record, or several. */
interface LookupWords {
  notFound(text: string): string
  ambiguous(text: string, titles: readonly string[]): string
}

/** Choices that are named where a text means several. */
const NAMED = 4

/** A text with the place whose filter holds for it. */
interface PlacedLookup extends OpenLookup {
  readonly place?: AskingPlace
}

/** Finds the records that texts name, each text once and all of an entity and a filter in one request, and says what the cells become. */
export async function resolveLookups(
  source: LookupSource,
  lookups: readonly PlacedLookup[],
  read: (id: string, field: FieldDefinition) => unknown,
  words: LookupWords,
): Promise<CellEdit[]> {
  const found = lookups.length === 1 ? await findOne(source, lookups[0]!) : await findAll(source, lookups)
  return lookups.map((lookup) => {
    const choices = found.get(keyOf(lookup)) ?? []
    const choice = pickChoice(choices, lookup.text) ?? (lookup.takesFirst ? choices[0] : undefined)
    const base = { key: lookup.key, column: lookup.column.name }
    if (choice !== undefined) return { ...base, state: { value: read(choice.id, lookup.column.field), title: choice.title, own: true } }
    const titles = choices.slice(0, NAMED).map(({ title }) => title)
    const problem = titles.length === 0 ? words.notFound(lookup.text) : words.ambiguous(lookup.text, titles)
    return { ...base, state: { value: null, typed: lookup.text, problem, own: true } }
  })
}

async function findOne(source: LookupSource, lookup: PlacedLookup): Promise<Map<string, LookupChoice[]>> {
  const { column, text, place } = lookup
  const choices = await source.find(column.entity ?? '', text, column.field, place).catch(() => [])
  return new Map([[keyOf(lookup), choices]])
}

async function findAll(source: LookupSource, lookups: readonly PlacedLookup[]): Promise<Map<string, LookupChoice[]>> {
  const groups = new Map<string, PlacedLookup[]>()
  for (const lookup of lookups) groups.set(groupOf(lookup), [...(groups.get(groupOf(lookup)) ?? []), lookup])
  const found = new Map<string, LookupChoice[]>()
  const ask = async ([group, members]: [string, PlacedLookup[]]): Promise<void> => {
    const [{ column, place }] = members as [PlacedLookup]
    const texts = [...new Set(members.map(({ text }) => text))]
    const answers = await source.findMany?.(column.entity ?? '', texts, place).catch(() => undefined)
    for (const [text, choices] of answers ?? []) found.set(nameOf(group, text), choices)
  }
  await Promise.all([...groups].map(ask))
  return found
}

/** The record that a text names: by code, by name, or the only one found. */
export function pickChoice(choices: readonly LookupChoice[], text: string): LookupChoice | undefined {
  const wanted = text.trim().toLowerCase()
  const byCode = choices.find((choice) => choice.code?.toLowerCase() === wanted)
  const byTitle = choices.filter((choice) => choice.title.toLowerCase() === wanted)
  return byCode ?? (byTitle.length === 1 ? byTitle[0] : choices.length === 1 ? choices[0] : undefined)
}

const groupOf = ({ column, place }: PlacedLookup): string =>
  place === undefined ? (column.entity ?? '') : JSON.stringify([column.entity, place.for, place.values])
const keyOf = (lookup: PlacedLookup): string => nameOf(groupOf(lookup), lookup.text)
const nameOf = (group: string, text: string): string => `${group}\n${text}`
