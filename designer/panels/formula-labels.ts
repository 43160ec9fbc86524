import { nameOf } from '../workspace/words.ts'
import { behindName, type FormulaName } from './formula-names.ts'

const OVER_ROWS = /\b(?:every|some|for)\s+([\p{L}_][\p{L}\p{N}_]*)\s+in\s+([\p{L}\p{N}_.]+)/gu

/**
 * Names and what people call them, one to one: a label that two names share is told apart by its name. Names that are
 * reached through references are met when a formula is read, and remembered.
 */
export class FormulaLabels {
  readonly #byName = new Map<string, FormulaName>()
  readonly #byLabel = new Map<string, FormulaName>()
  readonly #unknown = new Set<string>()
  /** Finds the functions that are called in a text. */
  readonly functions: RegExp

  constructor(names: readonly FormulaName[], functions: readonly string[] = []) {
    const longestFirst = functions.toSorted((left, right) => right.length - left.length)
    this.functions = new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${longestFirst.join('|')})(?=\\s*\\()`, 'gu')
    for (const name of names) this.#take(name)
  }

  /** What is known of a path, its label made unmistakable. */
  name(path: string): FormulaName | undefined {
    const known = this.#byName.get(path)
    if (known !== undefined || this.#unknown.has(path)) return known
    const behind = behindName(path, this.#byName)
    if (behind === undefined) this.#unknown.add(path)
    return behind === undefined ? undefined : this.#take(behind)
  }

  labelled(label: string): FormulaName | undefined {
    return this.#byLabel.get(label)
  }

  /** The variables of `every each in lines` and their fields, as this formula has them. */
  meet(formula: string): void {
    for (const [, variable = '', path = ''] of formula.matchAll(OVER_ROWS)) {
      for (const field of this.#byName.get(path)?.rows ?? []) {
        const name = `${variable}.${field.name}`
        if (!this.#byName.has(name)) this.#take({ name, label: `${variable} › ${nameOf(field)}` })
      }
    }
  }

  #take(name: FormulaName): FormulaName {
    const plain = name.label.replaceAll(/[｢｣"“”\n]/g, ' ').trim()
    const taken = this.#byLabel.get(plain)
    const label = plain === '' || (taken !== undefined && taken.name !== name.name) ? `${plain} (${name.name})` : plain
    const unmistakable = { ...name, label }
    this.#byName.set(name.name, unmistakable)
    this.#byLabel.set(label, unmistakable)
    return unmistakable
  }
}
