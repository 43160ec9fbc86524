import { FORMULA_IN_TEXT } from '@formwork/platform/expression/formulas-in-text.ts'
import type { FormulaLabels } from './formula-labels.ts'
import { partsOfShown, partsOfWritten, type FormulaPart, type Reading } from './formula-text.ts'

/** A chip in the sentence, or a formula in braces; braces inside it are contexts. */
const IN_SENTENCE = /(｢[^｣\n]*｣|\{(?:[^{}]|\{[^{}]*\})*\})/

const plain = (text: string): FormulaPart => ({ kind: 'text', written: text, shown: text })
const inBraces = (parts: readonly FormulaPart[]): FormulaPart[] => [plain('{'), ...parts, plain('}')]

/** A sentence of a file: a name alone in its braces is a chip, whatever else stands in braces a formula. */
function partsOfWrittenMessage(written: string, labels: FormulaLabels): FormulaPart[] {
  const parts: FormulaPart[] = []
  let from = 0
  for (const { 0: braces, index } of written.matchAll(FORMULA_IN_TEXT)) {
    if (index > from) parts.push(plain(written.slice(from, index)))
    from = index + braces.length
    const inside = partsOfWritten(braces.slice(1, -1), labels)
    const [first] = inside
    if (inside.length === 1 && first?.kind === 'name') parts.push({ ...first, written: braces })
    else parts.push(...inBraces(inside))
  }
  return from < written.length ? [...parts, plain(written.slice(from))] : parts
}

/** What stands in the editor: a chip outside of braces gets its braces, words outside of braces are words. */
function partsOfShownMessage(shown: string, labels: FormulaLabels): FormulaPart[] {
  return shown.split(IN_SENTENCE).flatMap((piece): FormulaPart[] => {
    if (piece === '') return []
    if (piece.length > 2 && piece.startsWith('{') && piece.endsWith('}')) return inBraces(partsOfShown(piece.slice(1, -1), labels))
    const name = piece.startsWith('｢') ? labels.labelled(piece.slice(1, -1)) : undefined
    return name === undefined ? [plain(piece)] : [{ kind: 'name', written: `{${name.name}}`, shown: piece }]
  })
}

/** Sentences with formulas in braces: messages of alerts and automations. */
export const MESSAGE_READING: Reading = { ofWritten: partsOfWrittenMessage, ofShown: partsOfShownMessage }

/** Whether a place of the text stands in braces, where a formula is typed. */
export function isInBraces(text: string, caret: number): boolean {
  const before = text.slice(0, caret)
  return (before.match(/\{/g) ?? []).length > (before.match(/\}/g) ?? []).length
}
