import { LazyContext, entryNames, isContext, readEntry, type FeelContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '@formwork/platform/value/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'

/** Values of variables that JSON has no word for, by the mark they are written with. */
const kinds: readonly { mark: string; is: (value: unknown) => boolean; read: (text: string) => unknown }[] = [
  { mark: '$decimal', is: (value) => value instanceof Decimal, read: (text) => Decimal.parse(text) },
  { mark: '$date', is: (value) => value instanceof CalendarDate, read: (text) => CalendarDate.parse(text) },
  { mark: '$date-time', is: (value) => value instanceof DateTime, read: (text) => DateTime.parse(text) },
  { mark: '$time', is: (value) => value instanceof TimeOfDay, read: (text) => TimeOfDay.parse(text) },
  { mark: '$days', is: (value) => value instanceof DaysDuration, read: (text) => DaysDuration.parse(text) },
  { mark: '$months', is: (value) => value instanceof MonthsDuration, read: (text) => MonthsDuration.parse(text) },
]

const byMark = new Map(kinds.map((kind) => [kind.mark, kind]))

/** State or variables as JSON; whatever is read back is the same value. */
export function encode(value: unknown): string {
  return JSON.stringify(mark(value))
}

/** Only what JSON has no word for is copied: a state is mostly plain, and this runs in every step. */
function mark(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return changed(value, value.map(mark))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const kind = kinds.find((candidate) => candidate.is(value))
    return kind === undefined ? value : { [kind.mark]: String(value) }
  }
  if (isMarked(value)) return { $plain: Object.entries(value).map(([name, entry]) => [name, mark(entry)]) }
  let copy: Record<string, unknown> | undefined
  for (const name in value) {
    const entry = (value as Record<string, unknown>)[name]
    if (typeof entry !== 'object' || entry === null) continue
    const marked = mark(entry)
    if (marked !== entry) (copy ??= { ...value })[name] = marked
  }
  return copy ?? value
}

function changed(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((entry, index) => entry === before[index]) ? before : after
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
  return encode(state)
}

export function decodeState(text: string): ProcessState {
  return decode(text) as ProcessState
}

/** Somebody's own context that looks like a marked value is wrapped, so that it comes back as it was. */
function isMarked(value: object): boolean {
  if (Array.isArray(value)) return false
  let count = 0
  for (const name in value) if (!name.startsWith('$') || ++count > 1) return false
  return count === 1
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
