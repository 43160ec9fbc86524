import { nameOf } from '../workspace/words.ts'
import type { Lookup } from './formula-lookups.ts'
import { behindName, lookupsAmong, type FormulaName } from './formula-names.ts'

const OVER_ROWS = /\b(?:every|some|for)\s+([\p{L}_][\p{L}\p{N}_]*)\s+in\s+([\p{L}\p{N}_.]+)/gu

/**
 * Names and what people call them, one to one: a label that two names share is told apart by its name. Names that are
 * reached through references are met when a formula is read, and remembered.
 */
export class FormulaLabels {
  readonly #byName = new Map<string, FormulaName>()
  readonly #byLabel = new Map<string, FormulaName>()
  readonly #unknown = new Set<string>()
  /** Fields of the elements of lists, by list and path. */
  readonly #members = new Map<string, FormulaName | undefined>()
  /** Finds the functions that are called in a text. */
  readonly functions: RegExp
  /** What is found by names that stand in texts. */
  readonly lookups: readonly Lookup[]

  constructor(names: readonly FormulaName[], functions: readonly string[] = []) {
    const longestFirst = functions.toSorted((left, right) => right.length - left.length)
    this.functions = new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${longestFirst.join('|')})(?=\\s*\\()`, 'gu')
    this.lookups = lookupsAmong(names)
    for (const name of names) if (name.lookup === undefined) this.#take(name)
  }

  /** What is known of a path, its label made unmistakable. */
  name(path: string): FormulaName | undefined {
    const known = this.#byName.get(path)
    if (known !== undefined || this.#unknown.has(path)) return known
    const behind = behindName(path, this.#byName)
    if (behind === undefined) this.#unknown.add(path)
    return behind === undefined ? undefined : this.#take(behind)
  }

  /**
   * A field of an element of a list, as it stands in `list[…]` and behind it: its label names the list too, since the same
   * name may be a field of the record.
   */
  member(list: string, path: string): FormulaName | undefined {
    const key = `${list}\n${path}`
    if (!this.#members.has(key)) this.#members.set(key, this.#memberOf(list, path))
    return this.#members.get(key)
  }

  /** What is given to a look-up: its label names the look-up too. */
  key({ text, label, keys }: Lookup, key: string): FormulaName {
    const known = `${text}\n:${key}`
    const name = this.#members.get(known) ?? this.#labelledOnly({ name: key, label: `${label} · ${keys.get(key) ?? key}` })
    this.#members.set(known, name)
    return name
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

  #memberOf(list: string, path: string): FormulaName | undefined {
    const rows = this.#byName.get(list)
    const segments = path.split('.')
    const found = rows?.reach?.(segments) ?? (segments[0] === 'item' ? rows?.reach?.(segments.slice(1)) : undefined)
    if (rows?.rows === undefined || found === undefined) return undefined
    const name: FormulaName = { name: path, label: `${rows.label} · ${found.label}`, choices: found.choices }
    return this.#labelledOnly(name)
  }

  /** Found by its label alone: its name means something else elsewhere. */
  #labelledOnly(name: FormulaName): FormulaName {
    const unmistakable = { ...name, label: this.#ownLabel(name) }
    this.#byLabel.set(unmistakable.label, unmistakable)
    return unmistakable
  }

  #take(name: FormulaName): FormulaName {
    const unmistakable = { ...name, label: this.#ownLabel(name) }
    this.#byName.set(name.name, unmistakable)
    this.#byLabel.set(unmistakable.label, unmistakable)
    return unmistakable
  }

  /** A label that no other name has. */
  #ownLabel({ name, label }: FormulaName): string {
    const plain = label.replaceAll(/[｢｣"“”\n]/g, ' ').trim()
    const taken = this.#byLabel.get(plain)
    return plain === '' || (taken !== undefined && taken.name !== name) ? `${plain} (${name})` : plain
  }
}
