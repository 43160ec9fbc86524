import type { FunctionCatalogueEntry } from '@formwork/platform/expression/function-registry.ts'
import type { FormulaName } from './formula-names.ts'

export interface Suggestion {
  readonly kind: 'name' | 'function'
  readonly name: string
  readonly label: string
  readonly help: string
}

/** More would not be read. */
const MOST = 8
const WORD = /[\p{L}_][\p{L}\p{N}_.]*$/u

/** The word before the caret, unless a text is being typed. */
export function wordBefore(text: string, caret: number): string {
  const before = text.slice(0, caret)
  if ((before.match(/"|“|”/g) ?? []).length % 2 === 1 || before.lastIndexOf('｢') > before.lastIndexOf('｣')) return ''
  return WORD.exec(before)?.[0] ?? ''
}

/** Fields first, those that begin with the word before those that contain it. */
export function suggestionsFor(
  word: string,
  names: readonly FormulaName[],
  functions: readonly FunctionCatalogueEntry[],
  language: 'zh' | 'en',
): Suggestion[] {
  const sought = word.toLowerCase()
  if (sought === '') return []
  const all: Suggestion[] = [
    ...names.map(({ name, label }) => ({ kind: 'name' as const, name, label, help: '' })),
    ...functions.map(({ name, help, signatures }) => ({
      kind: 'function' as const,
      name,
      label: signatures[0] ?? name,
      help: help[language],
    })),
  ]
  return all
    .map((each) => ({ each, rank: rankOf(each, sought) }))
    .filter(({ rank }) => rank < UNLIKE)
    .toSorted((left, right) => left.rank - right.rank)
    .slice(0, MOST)
    .map(({ each }) => each)
}

const UNLIKE = 9

function rankOf({ name, label }: Suggestion, sought: string): number {
  const texts = [label.toLowerCase(), name.toLowerCase()]
  if (texts.includes(sought)) return 0
  if (texts.some((text) => text.startsWith(sought))) return 1
  if (texts.some((text) => text.split(/ › |[ .]/).some((part) => part.startsWith(sought)))) return 2
  return texts.some((text) => text.includes(sought)) ? 3 : UNLIKE
}
