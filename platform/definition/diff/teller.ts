import { localize } from '../../error/index.ts'
import type { Definition, Label } from '../types.ts'
import type { ChangeStep } from './change.ts'
import { isLabel, isObject } from './compare-values.ts'
import { labelFormula, type FormulaWords } from './label-formula.ts'
import type { NameBook } from './name-book.ts'
import { propertyWords, valueWords } from './words.ts'

export type Language = 'zh' | 'en'

/** Longest value that is quoted in a sentence. */
const LONGEST_QUOTE = 80
/** What an element without a label is about, in this order. */
const SUBJECTS = ['resource', 'entity', 'report', 'ledger', 'dashboard', 'conversion', 'batch', 'list', 'definition'] as const
/** What names in a definition belong to. */
const OWNERS = ['resource', 'entity', 'report', 'ledger', 'to', 'from'] as const
/** Everything that there is, in rights. */
const EVERYTHING: Label = { zh: '全部', en: 'everything' }

/** What formulas elsewhere say before the fields of a record, a row, a question. */
const READ_OF_RECORD = /^(?:record|line|each|parameter|filter|entry)\./
/** People whom formulas of processes read. */
const PEOPLE: Readonly<Record<string, Label>> = {
  initiator: { zh: '发起人', en: 'initiator' },
  user: { zh: '当前用户', en: 'current user' },
}

/** Says names and values of one change as people call them. */
export class Teller {
  readonly language: Language
  readonly #book: NameBook | undefined
  readonly #owners: readonly string[]

  constructor(language: Language, definition: Definition, path: readonly ChangeStep[], book: NameBook | undefined) {
    this.language = language
    this.#book = book
    const holders = [
      ...path.flatMap((step) => (step.element !== undefined && isObject(step.value) ? [step.value] : [])).reverse(),
      definition as unknown as Record<string, unknown>,
    ]
    const owners = holders.flatMap((holder) => OWNERS.map((key) => holder[key]))
    this.#owners = [...owners, definition.name].filter((owner) => typeof owner === 'string')
  }

  get isChinese(): boolean {
    return this.language === 'zh'
  }

  /** An element: its label, the field or the definition that it is about, what it tells people, at last its name. */
  nameOf(value: unknown, name: string): string {
    const element = isObject(value) ? value : {}
    const label = element.label as Label | undefined
    return label === undefined
      ? (this.#subjectOf(element) ?? this.#known(name) ?? this.#kindOf(element) ?? this.#short(this.#messageOf(element) ?? name))
      : localize(label, this.language)
  }

  /** A property; of what is a map, the field of this name. */
  property(name: string): string {
    return propertyWords[name]?.[this.isChinese ? 0 : 1] ?? this.#known(name) ?? name
  }

  quote(property: string, value: unknown): string {
    if (typeof value === 'boolean') return this.isChinese ? (value ? '“是”' : '“否”') : value ? '"yes"' : '"no"'
    const short = this.#short(this.#plain(property, value))
    return this.isChinese ? `“${short}”` : `"${short}"`
  }

  #short(text: string): string {
    return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`
  }

  #plain(property: string, value: unknown): string {
    if (isLabel(value)) return localize(value, this.language)
    if (Array.isArray(value)) return value.map((each) => this.#plain(property, each)).join(this.isChinese ? '、' : ', ')
    if (typeof value === 'string' && value.startsWith('=')) return this.formula(value.slice(1))
    if (typeof value === 'string') return valueWords[property]?.[value]?.[this.isChinese ? 0 : 1] ?? this.#known(value, property) ?? value
    if (!isObject(value)) return JSON.stringify(value) ?? ''
    const keys = Object.keys(value)
    // A text in one language only.
    if (keys.length === 1 && (keys[0] === 'zh' || keys[0] === 'en')) return String(Object.values(value)[0])
    return keys.map((key) => `${this.property(key)} ${this.#plain(key, value[key])}`).join(this.isChinese ? ',' : ', ')
  }

  /** A formula (without its `=`) with what its names are called. */
  formula(formula: string): string {
    const say = (label: Label | undefined): string | undefined => (label === undefined ? undefined : localize(label, this.language))
    const words: FormulaWords = {
      path: (path, skip = 0) => this.#path(path, skip),
      choice: (path, value) => say(this.#first((owner) => this.#book?.choice(owner, path.replace(READ_OF_RECORD, ''), value))),
      role: (name) => say(this.#book?.role(name)),
      quoteName: (label) => (this.isChinese ? `「${label}」` : `‘${label}’`),
      quoteText: (label) => (this.isChinese ? `『${label}』` : `'${label}'`),
    }
    return labelFormula(formula, words)
  }

  #path(path: string, skip: number): string | undefined {
    const [first = '', ...rest] = path.split('.')
    const person = PEOPLE[first]
    if (person !== undefined) {
      const behind = rest.length === 0 ? undefined : this.#book?.field('person', rest.join('.'))
      if (rest.length > 0 && behind === undefined) return undefined
      return [person, ...(behind === undefined ? [] : [behind])].map((label) => localize(label, this.language)).join(' › ')
    }
    if (first === 'setting') {
      const label = this.#book?.setting(rest.join('.'))
      return label === undefined ? undefined : localize(label, this.language)
    }
    const parts = path.replace(READ_OF_RECORD, '').split('.')
    const said = Math.max(0, skip - (path.split('.').length - parts.length))
    const labels = parts.slice(said).map((_, index) => this.#field(parts.slice(0, said + index + 1).join('.')))
    return labels.every((label) => label !== undefined) ? labels.map((label) => localize(label, this.language)).join(' › ') : undefined
  }

  /** Grants, tiles and menu items are about a definition. */
  #subjectOf(element: Record<string, unknown>): string | undefined {
    const subject = SUBJECTS.map((key) => element[key]).find((each) => typeof each === 'string')
    if (subject === undefined) return undefined
    const label = subject === '*' ? EVERYTHING : this.#book?.definition(subject)
    return label === undefined ? undefined : localize(label, this.language)
  }

  /** What an action does, what a block of paper is. */
  #kindOf({ do: does, type }: Record<string, unknown>): string | undefined {
    const words = typeof does === 'string' ? valueWords.do?.[does] : typeof type === 'string' ? valueWords.type?.[type] : undefined
    return words?.[this.isChinese ? 0 : 1]
  }

  #messageOf({ message }: Record<string, unknown>): string | undefined {
    return typeof message === 'string' || isLabel(message) ? localize(message, this.language) : undefined
  }

  /** A name: of a field of what this is about; where the property says so, of a definition or a role. */
  #known(name: string, property = ''): string | undefined {
    const label =
      property === 'roles' || property === 'people'
        ? this.#book?.role(name)
        : (SUBJECTS as readonly string[]).includes(property)
          ? name === '*'
            ? EVERYTHING
            : this.#book?.definition(name)
          : this.#field(name)
    return label === undefined ? undefined : localize(label, this.language)
  }

  #field(name: string): Label | undefined {
    return this.#first((owner) => this.#book?.field(owner, name))
  }

  #first(find: (owner: string) => Label | undefined): Label | undefined {
    for (const owner of this.#owners) {
      const label = find(owner)
      if (label !== undefined) return label
    }
    return undefined
  }
}
