import type { Model } from '@formwork/platform/definition/model.ts'
import { isContext, LazyContext, makeContext, readEntry, type FeelContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { workingDaysOf } from '@formwork/platform/definition/working-days.ts'
import { MergedRecords } from './merged-records.ts'
import type { StoredRecord } from './stored-record.ts'

/** Something outside the record that an expression wants to know. */
export type Need =
  | { readonly kind: 'record'; readonly entity: string; readonly id: number; readonly lines: boolean }
  | { readonly kind: 'match'; readonly key: string; readonly name: string; readonly parameters: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'balance'
      readonly key: string
      readonly ledger: string
      readonly measure: string
      readonly where: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'held'
      readonly key: string
      readonly ledger: string
      readonly dimension: string
      readonly measure: string
      readonly where: Readonly<Record<string, unknown>>
    }

/** A record as a fact: with its lines, or its header alone. */
export interface RecordFact {
  readonly record: StoredRecord | null
  readonly lines: boolean
}

/** What a computation read of records and balances, so that it can be done again. */
export interface FactTrace {
  readonly records: ReadonlyMap<number, RecordFact>
  readonly balances: ReadonlyMap<string, Decimal | null>
}

/** What a ranked look-up takes, and why. */
export interface MatchFact {
  readonly value: FeelValue
  readonly why: string | null
}

export interface FactOptions {
  readonly model: Model
  readonly registry: Registry
  /** Attributes of the person who acts, for expressions: `user.department`. */
  readonly user?: FeelContext | LazyContext
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly timeZone: string
}

/**
 * What expressions may know beside the record itself. Reading is synchronous: what is not there yet is noted
 * and reads as null; the caller loads the needs and computes again (ARCHITECTURE section 3: `{ need: Fact[] }`).
 */
export class FactBook {
  readonly model: Model
  readonly registry: Registry
  /** Attributes of the person who acts, for expressions: `user.department`. */
  user: FeelContext | LazyContext
  readonly now: number
  readonly timeZone: string
  /** Fields (`lines.price` for those of lines) that read as empty: what is computed for somebody shows him nothing that his role hides. */
  hides: ((entity: string, path: string) => boolean) | undefined
  /** For functions about people (role, leader …): the organisation of the command. */
  people: unknown
  /** What was merged: a reference reads as the one that stays. */
  merged = MergedRecords.none
  /** One context a record, so that equal references are the same value. */
  readonly contexts = new Map<number, unknown>()
  readonly #records = new Map<number, RecordFact>()
  readonly #balances = new Map<string, Decimal | null>()
  readonly #matches = new Map<string, MatchFact>()
  readonly #held = new Map<string, readonly string[] | null>()
  #needs = new Map<string, Need>()
  #trace: { records: Map<number, RecordFact>; balances: Map<string, Decimal | null> } | null = null

  constructor(options: FactOptions) {
    this.model = options.model
    this.registry = options.registry
    this.user = options.user ?? makeContext()
    this.now = options.now
    this.timeZone = options.timeZone
  }

  /** The record; null when there is none of that entity; undefined (and noted) when it is not loaded. */
  record(entity: string, id: number, lines = false): StoredRecord | null | undefined {
    const fact = this.#records.get(id)
    if (fact === undefined || (lines && !fact.lines && fact.record !== null)) {
      this.#needs.set(`${id}${lines ? '+' : ''}`, { kind: 'record', entity, id, lines })
      return undefined
    }
    this.#trace?.records.set(id, fact)
    return fact.record !== null && fact.record.entity === entity ? fact.record : null
  }

  /** From now on what is read is noted, until `takeTrace`. */
  beginTrace(): void {
    this.#trace = { records: new Map(), balances: new Map() }
  }

  takeTrace(): FactTrace {
    const trace = this.#trace ?? { records: new Map(), balances: new Map() }
    this.#trace = null
    return trace
  }

  learnRecord(id: number, record: StoredRecord | null, lines: boolean): void {
    this.#records.set(id, { record, lines })
  }

  balance(ledger: string, measure: string, where: Readonly<Record<string, unknown>>): Decimal | null | undefined {
    const key = JSON.stringify([ledger, measure, where])
    const value = this.#balances.get(key)
    if (value === undefined) this.#needs.set(key, { kind: 'balance', key, ledger, measure, where })
    else this.#trace?.balances.set(key, value)
    return value
  }

  /** What a ranked look-up gives; undefined (and noted) when it is not known yet. Parameters are a context. */
  match(name: string, parameters: FeelContext | LazyContext): MatchFact | undefined {
    const given = this.#plain(parameters)
    if (given === undefined) return undefined
    const key = JSON.stringify([name, given])
    const fact = this.#matches.get(key)
    if (fact === undefined) this.#needs.set(key, { kind: 'match', key, name, parameters: given })
    return fact
  }

  /** A figure at coordinates that an expression gives; undefined (and noted) when it is not known yet. */
  balanceAt(ledger: string, measure: string, where: FeelContext | LazyContext): Decimal | null | undefined {
    const given = this.#plain(where)
    return given === undefined ? undefined : this.balance(ledger, measure, given)
  }

  /** The values of a dimension that have a figure above zero; undefined (and noted) when they are not known yet. */
  heldAt(ledger: string, dimension: string, measure: string, where: FeelContext | LazyContext): readonly string[] | null | undefined {
    const given = this.#plain(where)
    if (given === undefined) return undefined
    const key = JSON.stringify([ledger, dimension, measure, given])
    const values = this.#held.get(key)
    if (values === undefined) this.#needs.set(key, { kind: 'held', key, ledger, dimension, measure, where: given })
    return values
  }

  /** The day itself, or the next one that a calendar of the workspace works on; undefined where there is none of that name. */
  workingDay(calendar: string, date: CalendarDate): CalendarDate | undefined {
    return workingDaysOf(this.model, calendar)?.from(date)
  }

  /** The entries of a context; undefined while a record that is not loaded has not told its id. */
  #plain(context: FeelContext | LazyContext): Record<string, unknown> | undefined {
    const before = this.#needs.size
    const names = context instanceof LazyContext ? LazyContext.names(context) : Object.keys(context)
    const given = Object.fromEntries([...names].map((each) => [each, plainOf(readEntry(context, each))]))
    return this.#needs.size > before ? undefined : given
  }

  learnMatch(key: string, fact: MatchFact): void {
    this.#matches.set(key, fact)
  }

  learnHeld(key: string, values: readonly string[] | null): void {
    this.#held.set(key, values)
  }

  learnBalance(key: string, value: Decimal | null): void {
    this.#balances.set(key, value)
  }

  /** Figures are read again: what was posted since they were learned has changed them. */
  forgetFigures(): void {
    this.#balances.clear()
    this.#matches.clear()
    this.#held.clear()
  }

  /** What was asked for since the last call and is not there. */
  takeNeeds(): readonly Need[] {
    if (this.#needs.size === 0) return NO_NEEDS
    const needs = [...this.#needs.values()]
    this.#needs = new Map()
    return needs
  }
}

/** A parameter on its way to a look-up: records by id, decimals and dates as text. */
function plainOf(value: FeelValue | undefined): unknown {
  if (value === null || value === undefined) return null
  if (isContext(value)) return readEntry(value, 'id') ?? null
  return typeof value === 'boolean' || typeof value === 'string' ? value : String(value)
}

const NO_NEEDS: readonly Need[] = []
