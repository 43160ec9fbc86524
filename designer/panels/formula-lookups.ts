import { LITERAL_IN_FORMULA } from '@formwork/platform/expression/names-in-text.ts'
import type { LedgerDefinition, MatchDefinition, RolesDefinition } from '@formwork/platform/definition/types.ts'
import { kindWord, nameOf } from '../workspace/words.ts'

/** What a function finds by a name that is written as a text: a look-up, the balance of a ledger, the people of a role. */
export interface Lookup {
  readonly calls: readonly string[]
  /** The text, and what people call it. */
  readonly text: string
  readonly label: string
  /** What the second text may be. */
  readonly figures?: ReadonlyMap<string, string>
  /** What is given to it, by name. */
  readonly keys: ReadonlyMap<string, string>
  /** What a text that is given under a key is called, such as a place of a ledger that is no record. */
  readonly given?: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** A look-up as it is offered: its whole call, in which each part waits to be filled in. */
export interface OfferedLookup {
  readonly name: string
  readonly label: string
  readonly lookup: Lookup
}

type Labelled = Parameters<typeof nameOf>[0]
const labels = (parts: readonly Labelled[]): Map<string, string> => new Map(parts.map((part) => [part.name, nameOf(part)]))
const blanks = (keys: ReadonlyMap<string, string>): string =>
  keys.size === 0 ? '{}' : `{ ${[...keys.keys()].map((key) => `${key}: null`).join(', ')} }`

export function offeredMatch(match: MatchDefinition): OfferedLookup {
  const lookup = { calls: ['match', 'match why'], text: match.name, label: nameOf(match), keys: labels(match.parameters ?? []) }
  return { name: `match("${match.name}", ${blanks(lookup.keys)})`, label: `${kindWord('match')} › ${lookup.label}`, lookup }
}

export function offeredBalances(ledger: LedgerDefinition): OfferedLookup[] {
  const figures = labels(ledger.measures)
  const given = new Map(ledger.dimensions.map((dimension) => [dimension.name, labels(dimension.virtual ?? [])]))
  const lookup = { calls: ['balance'], text: ledger.name, label: nameOf(ledger), figures, keys: labels(ledger.dimensions), given }
  return [...figures].map(([figure, label]) => ({
    name: `balance("${ledger.name}", "${figure}", ${blanks(lookup.keys)})`,
    label: `${kindWord('ledger')} › ${lookup.label} › ${label}`,
    lookup,
  }))
}

export function offeredRole(role: RolesDefinition['roles'][number]): OfferedLookup {
  const lookup = { calls: ['role'], text: role.name, label: nameOf(role), keys: new Map<string, string>() }
  return { name: `role("${role.name}")`, label: `${kindWord('role')} › ${lookup.label}`, lookup }
}

const CALLED = /(?<![\p{L}\p{N}_.])(match why|match|balance|role)\s*\(\s*(?:"([^"\\]*)"\s*,\s*)?$/u
const TO_KEYS = /(?<![\p{L}\p{N}_.])(match why|match|balance)\s*\(\s*"([^"\\]*)"\s*,\s*(?:"[^"\\]*"\s*,\s*)?$/u
const KEY = /\s*([\p{L}_][\p{L}\p{N}_]*)\s*:/uy
/** A call with two texts before it is shorter. */
const LONGEST_CALL = 300

const found = (lookups: readonly Lookup[], call: string | undefined, text: string | undefined): Lookup | undefined =>
  lookups.find(({ calls, text: name }) => calls.includes(call ?? '') && name === text)

/** What the text behind this beginning of a formula may be, when it stands in a call that finds things by name. */
export function choicesBehind(beginning: string, lookups: readonly Lookup[]): ReadonlyMap<string, string> | undefined {
  const [, call, first] = CALLED.exec(beginning.slice(-LONGEST_CALL)) ?? []
  if (call === undefined) return undefined
  if (first !== undefined) return found(lookups, call, first)?.figures
  const named = lookups.filter(({ calls }) => calls.includes(call))
  return new Map(named.map(({ text, label }) => [text, label]))
}

/** A key of what is given to a look-up, where it stands in the formula. */
export interface KeyInText {
  readonly key: string
  readonly index: number
  readonly lookup: Lookup
}

export function keysInText(formula: string, lookups: readonly Lookup[]): KeyInText[] {
  const keys: KeyInText[] = []
  const open: (Lookup | undefined)[] = []
  let start = 0
  for (const [position, piece] of formula.split(LITERAL_IN_FORMULA).entries()) {
    if (position % 2 === 0) {
      for (const { 0: sign, index } of piece.matchAll(/[()[\]{},]/g)) {
        const at = start + index
        if (sign === '{') {
          const [, call, text] = TO_KEYS.exec(formula.slice(Math.max(0, at - LONGEST_CALL), at)) ?? []
          open.push(found(lookups, call, text))
        } else if (sign === '(' || sign === '[') open.push(undefined)
        else if (sign !== ',') open.pop()
        if (sign === '{' || sign === ',') take(at + 1)
      }
    }
    start += piece.length
  }
  return keys

  function take(at: number): void {
    const lookup = open.at(-1)
    if (lookup === undefined) return
    KEY.lastIndex = at
    const [whole, key = ''] = KEY.exec(formula) ?? []
    if (whole !== undefined && lookup.keys.has(key)) keys.push({ key, index: at + whole.indexOf(key), lookup })
  }
}
