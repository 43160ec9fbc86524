import { fail } from '@formwork/platform/error/index.ts'
import { Decimal, isJsonObject, type JsonObject, type JsonValue } from '@formwork/platform/value/index.ts'
import { methodOf, verbOf, withOwnKeys, withOwnSettings } from './aliases.ts'
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
    if (this.do === '') throw this.refuse('it has no "do"')
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined && this.#values[key] !== null
  }

  text(key: string): string | undefined {
    return textOf(this.#values[key])
  }

  required(key: string): string {
    const value = this.text(key)
    if (value === undefined) throw this.refuse(`"${key}" is missing`)
    return value
  }

  decimal(key: string): Decimal | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const value = Decimal.tryParse(text.replaceAll(',', ''))
    if (value === undefined) throw this.refuse(`"${key}": "${text}" is not a number`)
    return value
  }

  list(key: string): Step[] {
    const value = this.#values[key]
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) throw this.refuse(`"${key}" must be a list`)
    return value.map((each) => {
      if (!isJsonObject(each)) throw this.refuse(`"${key}" must be a list of objects`)
      return new Step(this.index, { ...each, do: this.do, name: this.name })
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

  raw(key: string): JsonValue | undefined {
    return this.#values[key]
  }

  /** Errors name what is not understood: a mistyped key must not change what is computed. */
  allow(...keys: string[]): void {
    const known = new Set([...common, ...keys])
    const unknown = Object.keys(this.#values).find((key) => !known.has(key))
    if (unknown !== undefined) throw this.refuse(`"${unknown}" is not understood`)
  }

  refuse(reason: string): Error {
    return fail('bad-request', { reason: `step ${this.index + 1} (${this.do || '?'}): ${reason}` }, `steps/${this.index}`)
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
  const object = Array.isArray(value) ? { steps: value } : value
  if (!isJsonObject(object) || !Array.isArray(object.steps)) {
    throw fail('bad-request', { reason: 'the file must hold { "settings": …, "steps": [ … ] }' })
  }
  let date: JsonValue = FIRST_DATE
  const steps = object.steps.map((each, index) => {
    if (!isJsonObject(each)) throw fail('bad-request', { reason: `step ${index + 1} is not an object` })
    date = each.date ?? each.on ?? date
    return new Step(index, { date, ...each })
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

/** Errors: `bad-request`. */
function readNegative(value: JsonValue | undefined): NeutralSettings['negative'] {
  if (value === undefined || value === null) return defaultSettings.negative
  if (value === true || value === 'allow' || value === 'allowed') return 'allow'
  if (value === false || value === 'refuse' || value === 'forbid' || value === 'forbidden') return 'refuse'
  throw fail('bad-request', { reason: 'settings: "negative" is "refuse" or "allow"' })
}

function readSettings(given: JsonValue | undefined): NeutralSettings {
  if (given === undefined || given === null) return defaultSettings
  if (!isJsonObject(given)) throw fail('bad-request', { reason: '"settings" must be an object' })
  const value = withOwnSettings(given)
  const unknown = Object.keys(value).find((key) => !(key in defaultSettings))
  if (unknown !== undefined) throw fail('bad-request', { reason: `settings: "${unknown}" is not understood` })
  const digits = (key: 'quantityScale' | 'valueScale'): number => {
    const number = value[key] === undefined ? defaultSettings[key] : Number(textOf(value[key]))
    if (!Number.isInteger(number) || number < 0 || number > 8) {
      throw fail('bad-request', { reason: `settings: "${key}" is a whole number from 0 to 8` })
    }
    return number
  }
  const pool = textOf(value.pool) ?? defaultSettings.pool
  if (!(pool in poolFormulas)) throw fail('bad-request', { reason: `settings: "pool" is one of ${Object.keys(poolFormulas).join(', ')}` })
  return {
    method: methodOf(textOf(value.method) ?? defaultSettings.method),
    pool: pool as NeutralSettings['pool'],
    negative: readNegative(value.negative),
    quantityScale: digits('quantityScale'),
    valueScale: digits('valueScale'),
  }
}
