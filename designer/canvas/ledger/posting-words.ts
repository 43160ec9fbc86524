import type { LedgerDefinition, PostingDefinition } from '@formwork/platform/definition/types.ts'
import type { FormulaName } from '../../panels/formula-names.ts'
import { readAloud } from '../../panels/read-aloud.ts'
import { nameOf, propertyWord } from '../../workspace/words.ts'

type Entry = PostingDefinition['entries'][number]

const VERBS = ['add', 'take', 'move', 'return', 'count', 'revalue', 'fulfil', 'release'] as const
export type Verb = (typeof VERBS)[number]

export function verbOf(entry: Entry): Verb | undefined {
  return VERBS.find((verb) => entry[verb] !== undefined)
}

/** One entry as people say it: the figures, where they come from, where they go, and when. */
export interface EntrySentence {
  readonly name: string
  readonly ledger: string
  readonly verb: string
  readonly figures: string
  readonly from: string
  readonly to: string
  readonly when: string
}

export function entrySentence(
  entry: Entry,
  ledger: LedgerDefinition | undefined,
  known: readonly FormulaName[],
  comma: string,
): EntrySentence {
  const names = [...known, ...partNames(entry, ledger)]
  const verb = verbOf(entry)
  const given = verb === undefined ? {} : entry[verb]
  const figures = typeof given === 'object' ? given : {}
  return {
    name: entry.name,
    ledger: ledger === undefined ? entry.ledger : nameOf(ledger),
    verb: propertyWord(verb ?? 'add'),
    figures: Object.entries(figures)
      .map(([name, value]) => `${labelOf(ledger?.measures, name)} ${aloud(value, names)}`)
      .join(comma),
    from: sideOf(verb === 'take' ? entry.where : verb === 'add' ? undefined : entry.from, ledger, names, comma),
    to: sideOf(verb === 'add' ? entry.where : verb === 'take' ? undefined : (entry.to ?? entry.where), ledger, names, comma),
    when: entry.when === undefined ? '' : aloud(entry.when, names),
  }
}

/** Where rows are worked out (instalments), what a row has is called as the ledger calls it. */
function partNames({ each }: Entry, ledger: LedgerDefinition | undefined): FormulaName[] {
  if (each === undefined || !each.startsWith('=') || ledger === undefined) return []
  const own = [...ledger.dimensions, ...ledger.measures, ...(ledger.attributes ?? [])]
  const number = ledger.dimensions.find(({ type }) => type === 'number')
  return [
    ...own.map((part) => ({ name: `line.${part.name}`, label: nameOf(part) })),
    ...(number === undefined ? [] : [{ name: 'line.number', label: nameOf(number) }]),
  ]
}

function sideOf(
  coordinates: Readonly<Record<string, unknown>> | undefined,
  ledger: LedgerDefinition | undefined,
  names: readonly FormulaName[],
  comma: string,
): string {
  return Object.entries(coordinates ?? {})
    .map(([name, value]) => `${labelOf(ledger?.dimensions, name)} ${virtualOf(ledger, name, value) ?? aloud(value, names)}`)
    .join(comma)
}

function virtualOf(ledger: LedgerDefinition | undefined, dimension: string, value: unknown): string | undefined {
  const found = ledger?.dimensions.find(({ name }) => name === dimension)?.virtual?.find(({ name }) => name === value)
  return found === undefined ? undefined : nameOf(found)
}

function aloud(value: unknown, names: readonly FormulaName[]): string {
  return typeof value === 'string' && value.startsWith('=') ? readAloud(value, names) : String(value)
}

function labelOf(elements: readonly { name: string; label?: { zh: string; en: string } | string }[] | undefined, name: string): string {
  const found = elements?.find((each) => each.name === name)
  return found === undefined ? name : nameOf(found)
}

/** What cannot balance, by the codes of the texts that say it. */
export type Imbalance = 'noVerb' | 'noSides' | 'sameSides' | 'noFigures' | 'twoVerbs' | 'oneSided'

/** Why an entry could never be written as it stands; undefined when it can. A ledger that must balance takes moves only. */
export function imbalanceOf(entry: Entry, ledger: LedgerDefinition | undefined): Imbalance | undefined {
  const verbs = VERBS.filter((verb) => entry[verb] !== undefined)
  const [verb] = verbs
  if (verb === undefined) return (entry as { standard?: unknown }).standard === undefined ? 'noVerb' : undefined
  if (verbs.length > 1) return 'twoVerbs'
  if (ledger?.zeroSum === true && (verb === 'add' || verb === 'take')) return 'oneSided'
  const given = entry[verb]
  if (typeof given === 'object' && Object.keys(given).length === 0 && verb !== 'revalue') return 'noFigures'
  if (verb !== 'move' && verb !== 'return') return undefined
  if (entry.from === undefined || entry.to === undefined) return 'noSides'
  return JSON.stringify(entry.from) === JSON.stringify(entry.to) ? 'sameSides' : undefined
}
