import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { choosable, type AskingValues } from './choosable.ts'
import { choiceReading, readChoices, type Choice, type ChoiceReading } from './lookup-choices.ts'
import type { Query, QueryContext } from './query.ts'
import { calledSo, goneOf, idIn } from './merged-search.ts'
import { readingSource } from './reading-source.ts'
import { visibleFields } from './visible-fields.ts'

/** As many as a document has lines at most. */
const MOST_TEXTS = 2000
const LONGEST_TEXT = 100
/** Choices told for a text that names several records. */
const MOST_CHOICES = 6
/** Records read for texts that are somebody's code or name. */
const MOST_EXACT = 5000
/** Field types whose whole text may name a record. */
const NAMING_TYPES = new Set(['text', 'barcode'])

interface LookupManyRequest {
  readonly entity: string
  readonly texts?: unknown
  /** The reference that is filled in: `note.lines.item`. Its filter holds. */
  readonly for?: string
  readonly values?: AskingValues
}

/**
 * What pasted texts name, all of them in one request: the records whose number, code, name or the like is exactly the text;
 * where there is none, those that a look-up would offer. Errors: `unknown-entity`, `unknown-field`, `not-permitted`, `bad-request`, `too-many-items`.
 */
export const lookupMany: Query = {
  name: 'lookup-many',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity: name, texts: given, for: place, values } = request as LookupManyRequest
    const entity = context.model.entities.get(name)
    if (entity === undefined) throw fail('unknown-entity', { entity: name })
    const texts = readTexts(given)
    const reading = choiceReading(context, entity)
    const where = await choosable(context, name, { place, values })
    const exact = await findExact(context, reading, texts, where)
    const answers: { text: string; rows: readonly Choice[] }[] = []
    for (const text of texts) answers.push({ text, rows: exact.get(text) ?? (await findAlike(context, reading, text, where)) })
    return { answers }
  },
}

function readTexts(given: unknown): string[] {
  if (!Array.isArray(given) || given.some((text) => typeof text !== 'string')) throw fail('bad-request', { reason: 'texts' }, 'texts')
  const texts = [...new Set((given as string[]).map((text) => text.trim().slice(0, LONGEST_TEXT)))].filter((text) => text !== '')
  if (texts.length > MOST_TEXTS) throw fail('too-many-items', { label: 'texts', limit: MOST_TEXTS }, 'texts')
  return texts
}

async function findExact(
  context: QueryContext,
  reading: ChoiceReading,
  texts: readonly string[],
  filter: readonly Predicate[],
): Promise<Map<string, Choice[]>> {
  const found = new Map<string, Choice[]>()
  const names = namingFields(context, reading.entity, reading.plan.hidden)
  if (texts.length === 0 || names.length === 0) return found
  const list = texts.map((constant) => ({ constant }))
  const where: Predicate = { any: names.map((name) => ({ in: { path: [name] }, list })) }
  for (const { choice, row } of await readChoices(context, reading, [where, ...filter], MOST_EXACT, names)) {
    for (const text of new Set(names.map((name) => row[`extra.${name}`]))) {
      if (typeof text !== 'string' || !texts.includes(text)) continue
      const choices = found.get(text) ?? []
      if (choices.length < MOST_CHOICES) found.set(text, [...choices, choice])
    }
  }
  await addMerged(context, reading, { texts, names, filter }, found)
  return found
}

interface Wanted {
  readonly texts: readonly string[]
  readonly names: readonly string[]
  readonly filter: readonly Predicate[]
}

/** Codes and names of what was merged name the one that stays. */
async function addMerged(context: QueryContext, reading: ChoiceReading, wanted: Wanted, found: Map<string, Choice[]>): Promise<void> {
  const { merged } = context.store.ledgers
  const { plan, entity } = reading
  const texts = wanted.texts.filter((text) => !found.has(text))
  if (texts.length === 0 || !merged.entities.has(entity.name)) return
  const list = texts.map((constant) => ({ constant }))
  const isNamed: Predicate = { any: wanted.names.map((name) => ({ in: { path: [name] }, list })) }
  const columns = ['id', ...wanted.names].map((name) => ({ name, path: [name] }))
  const where = [isNamed, goneOf(merged)]
  const { rows } = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: MOST_EXACT })
  const stays = [...new Set(rows.map(({ id }) => merged.resolve(id as number)))]
  if (stays.length === 0) return
  const choices = await readChoices(context, reading, [idIn(stays), ...wanted.filter], MOST_EXACT)
  const choiceOf = new Map(choices.map(({ choice, row }) => [row.id as number, choice]))
  for (const row of rows) {
    const choice = choiceOf.get(merged.resolve(row.id as number))
    const named = texts.filter((text) => wanted.names.some((name) => row[name] === text))
    if (choice !== undefined) for (const text of named) found.set(text, [...(found.get(text) ?? []), choice].slice(0, MOST_CHOICES))
  }
}

/** Number, code, name, barcode: own texts of a record, as far as the reader sees them. */
function namingFields(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>): string[] {
  const own = visibleFields(entity, hidden, context.registry)
    .filter(({ field, path }) => NAMING_TYPES.has(field.type) && path.length === 1 && (entity.search?.includes(field.name) ?? true))
    .map(({ name }) => name)
  return hidden.has('number') ? own : ['number', ...own]
}

async function findAlike(context: QueryContext, reading: ChoiceReading, text: string, filter: readonly Predicate[]): Promise<Choice[]> {
  const where = await calledSo(context, reading.entity, reading.plan, text)
  return (await readChoices(context, reading, [where, ...filter], MOST_CHOICES)).map(({ choice }) => choice)
}
