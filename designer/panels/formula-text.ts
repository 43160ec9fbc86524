import { LITERAL_IN_FORMULA, namesInText, type NameInText } from '@formwork/platform/expression/names-in-text.ts'
import type { FormulaName } from './formula-names.ts'
import type { FormulaLabels } from './formula-labels.ts'
import { choicesBehind, keysInText } from './formula-lookups.ts'

/** A piece of a formula, as it is written in the file and as people see it. */
export interface FormulaPart {
  readonly kind: 'text' | 'name' | 'literal'
  /** FEEL, with technical names. */
  readonly written: string
  /** The same with labels: a name is `｢label｣`, which the editor draws as a chip. */
  readonly shown: string
}

const SHOWN = /(｢[^｣\n]*｣|「[^」\n]*」|"(?:[^"\\]|\\.)*"?|“[^”]*”)/
/** What an input method for Chinese types where an operator is meant. */
const TYPED: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '＋': '+',
  '－': '-',
  '×': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
}
const TYPED_SIGN = new RegExp(`([${Object.keys(TYPED).join('')}])`)

/** A formula of a file (without its `=`) in pieces: names that have a label become chips, names of choices what they are called. */
export function partsOfWritten(formula: string, labels: FormulaLabels): FormulaPart[] {
  labels.meet(formula)
  const names = namesIn(formula, labels)
  let last: FormulaName | undefined
  let end = 0
  return formula.split(LITERAL_IN_FORMULA).flatMap((piece, index): FormulaPart[] => {
    const start = end
    end += piece.length
    if (piece === '') return []
    if (index % 2 === 1) {
      const found = choicesBehind(formula.slice(0, start), labels.lookups)
      return [literal(piece, found === undefined ? choiceLabel(piece, last?.choices) : choiceLabel(piece, found))]
    }
    const inPiece = names.filter((name) => name.index >= start && name.index < end).map((name) => ({ ...name, index: name.index - start }))
    last = inPiece.at(-1)?.known ?? last
    return chipsIn(piece, inPiece)
  })
}

/** What stands in the editor in pieces: chips and labels become names, signs of an input method operators. */
export function partsOfShown(shown: string, labels: FormulaLabels): FormulaPart[] {
  let last: FormulaName | undefined
  let written = ''
  return shown.split(SHOWN).flatMap((piece, index): FormulaPart[] => {
    const parts = piece === '' ? [] : read(piece, index)
    written += writtenOf(parts)
    return parts
  })

  function read(piece: string, index: number): FormulaPart[] {
    const words = (part: FormulaPart): FormulaPart[] =>
      part.written === part.shown ? wordsIn(part.shown, labels, (name) => (last = name)) : [part]
    if (index % 2 === 0) return signsIn(piece).flatMap(words)
    if (piece.startsWith('"')) return [literal(piece, piece)]
    const inside = piece.slice(1, -1)
    if (piece.startsWith('“')) {
      const choices = choicesBehind(written, labels.lookups) ?? last?.choices
      return [literal(choiceName(inside, choices) ?? JSON.stringify(inside), piece)]
    }
    const name = labels.labelled(inside)
    if (name === undefined) return [{ kind: 'text', written: inside, shown: piece }]
    last = name
    return [{ kind: 'name', written: name.name, shown: piece }]
  }
}

/** How a text is read, from the file and from the screen. */
export interface Reading {
  ofWritten(written: string, labels: FormulaLabels): FormulaPart[]
  ofShown(shown: string, labels: FormulaLabels): FormulaPart[]
}
export const FORMULA_READING: Reading = { ofWritten: partsOfWritten, ofShown: partsOfShown }

export const writtenOf = (parts: readonly FormulaPart[]): string => parts.map(({ written }) => written).join('')
export const shownOf = (parts: readonly FormulaPart[]): string => parts.map(({ shown }) => shown).join('')

/** Where a position of the written formula is seen. */
export function shownPosition(parts: readonly FormulaPart[], position: number, isEnd: boolean): number {
  let written = 0
  let shown = 0
  for (const part of parts) {
    const end = written + part.written.length
    if (position < end || (isEnd && position === end)) {
      if (part.written === part.shown) return shown + position - written
      return shown + (isEnd ? part.shown.length : 0)
    }
    written = end
    shown += part.shown.length
  }
  return shown
}

const literal = (written: string, shown: string): FormulaPart => ({ kind: 'literal', written, shown })

/** A text that is the name of a choice of what it is compared with, by what the choice is called. */
function choiceLabel(piece: string, choices: FormulaName['choices']): string {
  const label = choices?.get(piece.slice(1, -1))
  if (label === undefined || /[“”｢｣「」\n]/.test(label)) return piece
  return choiceName(label, choices) === piece ? `“${label}”` : piece
}

function choiceName(label: string, choices: FormulaName['choices']): string | undefined {
  for (const [name, each] of choices ?? []) if (each === label) return JSON.stringify(name)
  return undefined
}

interface KnownAt {
  readonly index: number
  readonly known: FormulaName
}

/** Names in a formula that have a label, of a path the longest beginning; and what is given to look-ups. */
function namesIn(formula: string, labels: FormulaLabels): KnownAt[] {
  const names = namesInText(formula, labels.functions).flatMap((found): KnownAt[] => {
    const known = longestKnown(found, labels)
    return known === undefined ? [] : [{ index: found.index, known }]
  })
  const keys = keysInText(formula, labels.lookups).map(({ key, index, lookup }) => ({ index, known: labels.key(lookup, key) }))
  return keys.length === 0 ? names : [...names, ...keys].toSorted((left, right) => left.index - right.index)
}

/** A piece without texts, its names as chips. */
function chipsIn(piece: string, names: readonly KnownAt[]): FormulaPart[] {
  const parts: FormulaPart[] = []
  let from = 0
  for (const { index, known } of names) {
    parts.push(plain(piece.slice(from, index)), { kind: 'name', written: known.name, shown: `｢${known.label}｣` })
    from = index + known.name.length
  }
  return [...parts, plain(piece.slice(from))].filter(({ written }) => written !== '')
}

function longestKnown({ path, list, isBehind }: NameInText, labels: FormulaLabels): FormulaName | undefined {
  const segments = path.split('.')
  for (let length = segments.length; length > 0; length--) {
    const start = segments.slice(0, length).join('.')
    const name = (list === undefined ? undefined : labels.member(list, start)) ?? (isBehind === true ? undefined : labels.name(start))
    if (name !== undefined) return name
  }
  return undefined
}

function signsIn(piece: string): FormulaPart[] {
  return piece
    .split(TYPED_SIGN)
    .filter((each) => each !== '')
    .map((each) => ({ kind: 'text', written: TYPED[each] ?? each, shown: each }))
}

/** Labels that were typed without choosing them. */
function wordsIn(piece: string, labels: FormulaLabels, met: (name: FormulaName) => void): FormulaPart[] {
  const parts: FormulaPart[] = []
  let from = 0
  for (const { path: word, index } of namesInText(piece, labels.functions)) {
    const known = labels.name(word)
    const name = known ?? labels.labelled(word)
    if (name !== undefined) met(name)
    if (name === undefined || known !== undefined) continue
    parts.push(plain(piece.slice(from, index)), { kind: 'text', written: name.name, shown: word })
    from = index + word.length
  }
  return [...parts, plain(piece.slice(from))].filter(({ written }) => written !== '')
}

const plain = (text: string): FormulaPart => ({ kind: 'text', written: text, shown: text })
