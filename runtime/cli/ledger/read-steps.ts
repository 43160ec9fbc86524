import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { suggestion } from '@formwork/platform/definition/suggestion.ts'
import { Decimal, isJsonObject, type JsonObject, type JsonValue } from '@formwork/platform/value/index.ts'
import { methodOf, poolOf, verbOf, withOwnKeys, withOwnSettings, wordsFor } from './aliases.ts'
import { defaultSettings, poolFormulas, type NeutralSettings } from './neutral-ledgers.ts'

/** One step as it was written: texts, numbers as text, lists of objects. */
export class Step {
  readonly index: number
  readonly name: string
  readonly do: string
  readonly #values: JsonObject

  constructor(index: number, given: JsonObject) {
    const values = withOwnKeys(given)
    this.index = index
    this.#values = values
    const verb = verbOf(textOf(values.do) ?? '')
    // Goods that are written off are issued.
    this.do = verb === 'write-off' && values.item !== undefined ? 'issue' : verb
    this.name = textOf(values.name) ?? `${index + 1}`
    if (this.do === '') throw this.refuse({ zh: '缺少“do”', en: 'it has no "do"' })
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined && this.#values[key] !== null
  }

  text(key: string): string | undefined {
    return textOf(this.#values[key])
  }

  required(key: string): string {
    const value = this.text(key)
    if (value === undefined) throw this.missing(key)
    return value
  }

  decimal(key: string): Decimal | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const value = Decimal.tryParse(text.replaceAll(',', ''))
    if (value === undefined) throw this.refuse({ zh: `“${key}”：“${text}”不是数字`, en: `"${key}": "${text}" is not a number` })
    return value
  }

  /** Rows of a list; they may have these keys. */
  list(key: string, keys: readonly string[]): Step[] {
    const value = this.#values[key]
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) throw this.refuse({ zh: `“${key}”必须是列表`, en: `"${key}" must be a list` })
    return value.map((each) => {
      if (!isJsonObject(each)) throw this.refuse({ zh: `“${key}”必须是对象的列表`, en: `"${key}" must be a list of objects` })
      const row = new Step(this.index, { ...each, do: this.do, name: this.name })
      row.allow(...keys)
      return row
    })
  }

  texts(key: string): string[] {
    const value = this.#values[key]
    if (value === undefined || value === null) return []
    return (Array.isArray(value) ? value : [value]).map((each) => textOf(each) ?? '')
  }

  /** The step with other values: what is not named stays. */
  changed(by: Step): Step {
    const changes = Object.fromEntries(Object.entries(by.#values).filter(([key]) => key !== 'do' && key !== 'of'))
    return new Step(by.index, { ...this.#values, expect: null, refused: null, ...changes, do: this.do, name: by.name })
  }

  /** Whether the file says that it is refused. */
  isRefused(): boolean {
    const said = this.#values.refused
    return said !== undefined && said !== null && said !== false
  }

  raw(key: string): JsonValue | undefined {
    return this.#values[key]
  }

  /** Errors name what is not understood: a mistyped key must not change what is computed. */
  allow(...keys: string[]): void {
    const known = new Set([...common, ...keys])
    const unknown = Object.keys(this.#values).find((key) => !known.has(key))
    if (unknown !== undefined) throw this.refuseWord(unknown, wordsFor('keys', known))
  }

  missing(key: string): Error {
    return this.refuse({ zh: `缺少“${key}”`, en: `"${key}" is missing` })
  }

  /** A word that is not known; a step that is said to be refused does not cover it. */
  refuseWord(word: string, known: readonly string[]): Error {
    const meant = suggestion(word, known)
    const reason = { zh: `不认识“${word}”${meant.zh}`, en: `"${word}" is not understood${meant.en}` }
    return this.refuse(reason, { word })
  }

  refuse(reason: LocalizedText | string, more: { readonly word?: string } = {}): Error {
    const { zh, en } = typeof reason === 'string' ? { zh: reason, en: reason } : reason
    const [step, kind] = [this.index + 1, this.do || '?']
    const parameters = { ...more, rule: kind, reason: { zh: `第 ${step} 步（${kind}）：${zh}`, en: `step ${step} (${kind}): ${en}` } }
    return fail('bad-request', parameters, `steps/${this.index}`)
  }
}

/** Of the first step, where it has none; the others have the date of the step before. */
const FIRST_DATE = '2026-01-01'

const common = ['do', 'name', 'date', 'expect', 'refused', 'note']

function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || value instanceof Decimal) return String(value)
  return undefined
}

export interface Book {
  readonly settings: NeutralSettings
  readonly steps: readonly Step[]
}

/** Reads a run: `{ settings, steps }`, or the list of steps alone. Errors: `bad-request`. */
export function readBook(value: JsonValue): Book {
  const object = Array.isArray(value) ? { steps: value } : withSteps(value)
  if (!isJsonObject(object) || !Array.isArray(object.steps)) {
    throw fail('bad-request', { reason: 'the file must hold { "settings": …, "steps": [ … ] }' })
  }
  let date: JsonValue = FIRST_DATE
  const steps = object.steps.map((each, index) => {
    if (!isJsonObject(each)) throw fail('bad-request', { reason: `step ${index + 1} is not an object` })
    const step = new Step(index, each)
    if (!step.has('date')) return new Step(index, { date, ...each })
    date = step.required('date')
    return step
  })
  const names = new Set<string>()
  for (const step of steps) {
    if (names.has(step.name)) throw step.refuse(`the name "${step.name}" is used twice`)
    names.add(step.name)
  }
  const outside = Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'steps' && key !== 'settings' && key !== 'note'))
  if (Object.keys(outside).length > 0 && object.settings !== undefined) {
    throw fail('bad-request', { reason: `the file: "${Object.keys(outside)[0]}" is not understood beside "settings" and "steps"` })
  }
  return { settings: readSettings(object.settings ?? outside), steps }
}

/** Steps by another name. */
function withSteps(value: JsonValue): JsonValue {
  if (!isJsonObject(value) || value.steps !== undefined) return value
  const name = ['transactions', 'movements', 'moves', 'entries'].find((each) => Array.isArray(value[each]))
  if (name === undefined) return value
  const { [name]: steps, ...rest } = value
  return { ...rest, steps: steps! }
}

/** Errors: `bad-request`. */
function readNegative(value: JsonValue | undefined): NeutralSettings['negative'] {
  if (value === undefined || value === null) return defaultSettings.negative
  if (value === true || value === 'allow' || value === 'allowed' || value === 'yes') return 'allow'
  if (value === false || value === 'no' || value === 'refuse' || value === 'forbid' || value === 'forbidden') return 'refuse'
  throw fail('bad-request', { reason: 'settings: "negative" is "refuse" or "allow"' })
}

function readSettings(given: JsonValue | undefined): NeutralSettings {
  if (given === undefined || given === null) return defaultSettings
  if (!isJsonObject(given)) throw fail('bad-request', { reason: '"settings" must be an object' })
  const value = withOwnSettings(given)
  const unknown = Object.keys(value).find((key) => !(key in defaultSettings))
  if (unknown !== undefined) {
    const meant = suggestion(unknown, [...wordsFor('settings', new Set(Object.keys(defaultSettings))), 'settings', 'steps'])
    const reason = { zh: `settings：不认识“${unknown}”${meant.zh}`, en: `settings: "${unknown}" is not understood${meant.en}` }
    throw fail('bad-request', { reason })
  }
  const digits = (key: 'quantityScale' | 'valueScale'): number => {
    const number = value[key] === undefined ? defaultSettings[key] : Number(textOf(value[key]))
    if (!Number.isInteger(number) || number < 0 || number > 8) {
      throw fail('bad-request', { reason: `settings: "${key}" is a whole number from 0 to 8` })
    }
    return number
  }
  const pool = poolOf(textOf(value.pool) ?? defaultSettings.pool)
  if (!(pool in poolFormulas)) throw fail('bad-request', { reason: `settings: "pool" is one of ${Object.keys(poolFormulas).join(', ')}` })
  return {
    method: methodOf(textOf(value.method) ?? defaultSettings.method),
    pool: pool as NeutralSettings['pool'],
    negative: readNegative(value.negative),
    quantityScale: digits('quantityScale'),
    valueScale: digits('valueScale'),
  }
}
