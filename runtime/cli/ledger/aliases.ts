import { readFileSync } from 'node:fs'
import { bookWords } from '@formwork/plugins/connectors/book-words/index.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '@formwork/platform/value/index.ts'

type Section = 'verbs' | 'keys' | 'settings' | 'methods' | 'pools' | 'bases' | 'sides'

interface Word {
  readonly section: Section
  readonly theirs: string
  readonly ours: string
  /** What it says besides: `side=debt`. */
  readonly besides: readonly [key: string, value: string] | undefined
}

/** Words are data; those of a trade come from a connector: the program itself knows none of them. */
function readWords(text: string): Word[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [section, theirs, ours, besides] = line.split(' ') as [Section, string, string, string | undefined]
      return { section, theirs, ours, besides: besides?.split('=') as [string, string] | undefined }
    })
}

const ownWords = readWords(readFileSync(new URL('words.txt', import.meta.url), 'utf8'))
const tradeWords = readWords(bookWords)

const bySection = new Map<Section, Map<string, Word>>()
for (const word of [...ownWords, ...tradeWords]) {
  const section = bySection.get(word.section) ?? new Map<string, Word>()
  bySection.set(word.section, section.set(word.theirs, word))
}

/** Every word with its meaning, for the help: `vendor-bill, bill = owe`. */
export function listWords(section: Section): string {
  const meanings = new Map<string, string[]>()
  for (const { theirs, ours, besides } of bySection.get(section)!.values()) {
    const meaning = besides === undefined ? ours : `${ours} (${besides.join(' ')})`
    meanings.set(meaning, [...(meanings.get(meaning) ?? []), theirs])
  }
  return [...meanings].map(([ours, theirs]) => `${ours} = ${theirs.join(', ')}`).join('; ')
}

/** `unitPrice`, `unit_price` and `Unit Price` are one word. */
function plain(text: string): string {
  return text
    .trim()
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
}

function wordOf(section: Section, text: string): string {
  const word = plain(text)
  return bySection.get(section)!.get(word)?.ours ?? word
}

export const verbOf = (text: string): string => wordOf('verbs', text)
export const methodOf = (text: string): string => wordOf('methods', text)
export const poolOf = (text: string): string => wordOf('pools', text)
export const basisOf = (text: string): string => wordOf('bases', text)
/** Sides are free texts: only those that are known by another word change. */
function sideOf(text: string): string {
  const known = bySection.get('sides')!.get(plain(text))?.ours ?? plain(text)
  return /^(claim|debt|advance-on-(claim|debt))$/.test(known) ? known.replaceAll('-', ' ') : text
}

/** Words that mean one of these keys, and the keys themselves: what a mistyped one may have meant. */
export function wordsFor(section: 'keys' | 'settings' | 'verbs', own: ReadonlySet<string>): string[] {
  return [...own, ...[...bySection.get(section)!.values()].filter(({ ours }) => own.has(ours)).map(({ theirs }) => theirs)]
}

const twoPlaces = new Set(['transfer', 'send', 'arrive'])

/** The keys of a step by their own names; a key that is there under its own name wins. */
export function withOwnKeys(given: JsonObject): JsonObject {
  const values = withTerms(given)
  const own: JsonObject = {}
  const besides: JsonObject = {}
  const verb = verbWordOf(values)
  for (const [key, value] of Object.entries(values)) {
    const word = bySection.get('keys')!.get(plain(key))
    // Goods that move come from a source.
    const name = plain(key) === 'source' && twoPlaces.has(verb.ours) ? 'from' : (word?.ours ?? plain(key))
    if (name !== key && Object.hasOwn(own, name)) continue
    own[name] = value
    if (word?.besides !== undefined && value !== null) besides[word.besides[0]] = word.besides[1]
  }
  if (verb.besides !== undefined) besides[verb.besides[0]] = verb.besides[1]
  return withSides(withTime(withReturn({ ...own, do: verb.ours }, verb.ours)), besides, verb.ours)
}

/** Terms may be an object of their own, or days. */
function withTerms(given: JsonObject): JsonObject {
  const { terms, ...flat } = given
  if (terms === undefined || terms === null || Array.isArray(terms)) return given
  return isJsonObject(terms) ? { ...terms, ...flat } : { days: terms, ...flat }
}

/** The kind of step; a "type" may be a class of records ("Material Entry") whose "purpose" says what it does. */
function verbWordOf(values: JsonObject): Word {
  const named = (key: string): string | undefined => (typeof values[key] === 'string' ? values[key] : undefined)
  const texts = ['do', ...[...bySection.get('keys')!.values()].filter(({ ours }) => ours === 'do').map(({ theirs }) => theirs)]
  const found = Object.keys(values)
    .filter((key) => texts.includes(plain(key)))
    .toSorted((left, right) => Number(plain(right) === 'purpose') - Number(plain(left) === 'purpose'))
    .flatMap((key) => named(key) ?? [])
  const word = plain(found[0] ?? '')
  return bySection.get('verbs')!.get(word) ?? { section: 'verbs', theirs: word, ours: word, besides: undefined }
}

/** A time of its own is part of the date. */
function withTime(values: JsonObject): JsonObject {
  const { time, ...rest } = values
  if (typeof time !== 'string' || typeof rest.date !== 'string' || rest.date.includes('T')) return values
  return { ...rest, date: `${rest.date}T${time.slice(0, 5)}` }
}

/** "is_return": true turns a receipt or an issue around; its quantity may be written below 0. */
function withReturn(values: JsonObject, verb: string): JsonObject {
  const key = Object.keys(values).find((each) => plain(each) === 'is-return')
  if (key === undefined) return values
  const { [key]: said, ...rest } = values
  const turned = verb === 'receive' ? 'return-out' : verb === 'issue' ? 'return-in' : undefined
  if (turned === undefined || said === false || said === 0) return rest
  const unsigned = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'object' ? String(value).replace(/^-/, '') : value
  return { ...rest, do: turned, ...(rest.quantity === undefined ? {} : { quantity: unsigned(rest.quantity)! }) }
}

/** Steps of open items: whose word for the party or the step says the side need not say it again. */
const sided = new Set(['owe', 'settle', 'credit', 'advance', 'write-off', 'net', 'hand-over'])

function withSides(values: JsonObject, besides: JsonObject, verb: string): JsonObject {
  if (!sided.has(verb)) return values
  const own = typeof values.side === 'string' ? sideOf(values.side) : undefined
  const side = own ?? (typeof besides.side === 'string' ? sideOf(besides.side) : undefined)
  const advanced = verb === 'advance' && (side === 'claim' || side === 'debt') ? `advance on ${side}` : side
  const against = values.against ?? besides.against
  const other = typeof against === 'string' ? sideOf(against) : undefined
  return {
    ...values,
    ...(advanced === undefined ? {} : { side: advanced }),
    ...(other === undefined ? {} : { against: other === 'advance' ? `advance on ${advanced ?? 'claim'}` : other }),
  }
}

export function withOwnSettings(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [bySection.get('settings')!.get(plain(key))?.ours ?? key, value]))
}
