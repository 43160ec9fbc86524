import { LazyContext, entryNames, isContext, readEntry, type FeelContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '@formwork/platform/value/index.ts'
import { quoteName } from '@formwork/platform/value/quote-name.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'

/** Values of variables that JSON has no word for, by the mark they are written with. */
const kinds: readonly { mark: string; prototype: object; read: (text: string) => unknown }[] = [
  { mark: '$decimal', prototype: Decimal.prototype, read: (text) => Decimal.parse(text) },
  { mark: '$date', prototype: CalendarDate.prototype, read: (text) => CalendarDate.parse(text) },
  { mark: '$date-time', prototype: DateTime.prototype, read: (text) => DateTime.parse(text) },
  { mark: '$time', prototype: TimeOfDay.prototype, read: (text) => TimeOfDay.parse(text) },
  { mark: '$days', prototype: DaysDuration.prototype, read: (text) => DaysDuration.parse(text) },
  { mark: '$months', prototype: MonthsDuration.prototype, read: (text) => MonthsDuration.parse(text) },
]

const byMark = new Map(kinds.map((kind) => [kind.mark, kind]))
const markOf = new Map<unknown, string>(kinds.map(({ prototype, mark }) => [prototype, mark]))

/** State or variables as JSON; whatever is read back is the same value. Written in one pass: every step keeps its record so. */
export function encode(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : encodeObject(value)
    default:
      return 'null'
  }
}

function encodeObject(value: object): string {
  if (Array.isArray(value)) return encodeList(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return encodeEntries(value)
  const mark = markOf.get(prototype)
  return mark === undefined ? (JSON.stringify(value) ?? 'null') : `{"${mark}":"${String(value)}"}`
}

function encodeList(list: readonly unknown[]): string {
  let text = ''
  for (const item of list) text += text === '' ? encode(item) : `,${encode(item)}`
  return `[${text}]`
}

function encodeEntries(value: object): string {
  let text = ''
  let count = 0
  let first = ''
  for (const name in value) {
    if (++count === 1) first = name
    const entry = (value as Record<string, unknown>)[name]
    if (entry !== undefined && typeof entry !== 'function') text += `${text === '' ? '' : ','}${quoteName(name)}:${encode(entry)}`
  }
  return count === 1 && first.startsWith('$') ? wrap(value) : `{${text}}`
}

/** Somebody's own context that looks like a marked value is wrapped, so that it comes back as it was. */
function wrap(value: object): string {
  return `{"$plain":${encodeList(Object.entries(value))}}`
}

export function decode(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return text.includes('{"$') ? unmark(value) : value
}

/** Puts values back in place of their marks, innermost first. */
function unmark(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = value as Record<string, unknown>
  let count = 0
  let last = ''
  for (const name in entries) {
    count++
    last = name
    const entry = entries[name]
    if (typeof entry === 'object' && entry !== null) entries[name] = unmark(entry)
  }
  if (count !== 1 || !last.startsWith('$') || Array.isArray(value)) return value
  const inner = entries[last]
  if (last === '$plain') return Object.fromEntries(inner as [string, unknown][])
  return typeof inner === 'string' ? (byMark.get(last)?.read(inner) ?? value) : value
}

export function encodeState(state: ProcessState): string {
  return isBare(state) ? JSON.stringify(state) : encode(state)
}

/** A state that nobody waits in and nothing was computed in holds only what JSON has words for: most instances end so. */
function isBare({ scopes, tokens, seats, subscriptions, rounds, verdicts, picks, failures }: ProcessState): boolean {
  if (picks !== undefined || failures !== undefined) return false
  if (!isEmpty(tokens) || !isEmpty(seats) || !isEmpty(subscriptions) || !isEmpty(rounds) || !isEmpty(verdicts)) return false
  return Object.values(scopes).every(({ variables, compensable }) => isEmpty(variables) && compensable.length === 0)
}

function isEmpty(entries: object): boolean {
  for (const _ in entries) return false
  return true
}

export function decodeState(text: string): ProcessState {
  return decode(text) as ProcessState
}

/** Contexts nested deeper than this are cut: a record behind a record behind a record is no variable. */
const DEEPEST_SNAPSHOT = 6

/** A value as it can be kept: records become plain contexts of what they hold now, records behind them their ids. */
export function toStorable(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => toStorable(item, depth))
  if (!isContext(value as FeelValue)) return typeof value === 'function' ? null : value
  const context = value as FeelContext | LazyContext
  if (depth > DEEPEST_SNAPSHOT) return null
  if (context instanceof LazyContext && depth > 0) return { id: toStorable(readEntry(context, 'id') ?? null, depth + 1) }
  const names = context instanceof LazyContext ? ['id', ...entryNames(context)] : entryNames(context)
  return Object.fromEntries(names.map((name) => [name, toStorable(readEntry(context, name) ?? null, depth + 1)]))
}
