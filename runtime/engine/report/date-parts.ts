import type { ReportColumn } from '@formwork/platform/definition/types.ts'
import { LATEST, type ReportRead, type ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'

type Part = NonNullable<ReportColumn['part']>

/** A day as its part: `2026`, `2026-Q2`, `2026-05`, `2026-W21` (ISO), `1` to `7` from Monday, `01` to `12` of any year. */
export function partOf(day: CalendarDate, part: Part): string {
  if (part === 'year') return String(day.year)
  if (part === 'quarter') return `${day.year}-Q${Math.ceil(day.month / 3)}`
  if (part === 'month') return day.toString().slice(0, 7)
  if (part === 'weekday') return String(day.weekday)
  if (part === 'calendarMonth') return String(day.month).padStart(2, '0')
  const thursday = day.addDays(4 - day.weekday)
  return `${thursday.year}-W${String(day.weekOfYear).padStart(2, '0')}`
}

/** The days of a part: its first and last; undefined for days of the week and months of any year, which lie everywhere. */
export function daysOfPart(text: string, part: Part): { from: CalendarDate; to: CalendarDate } | undefined {
  const year = Number(text.slice(0, 4))
  const day = (month: number): CalendarDate => CalendarDate.of(year, month, 1)
  if (part === 'year') return { from: day(1), to: day(12).endOfMonth() }
  if (part === 'quarter') return { from: day(Number(text.slice(6)) * 3 - 2), to: day(Number(text.slice(6)) * 3).endOfMonth() }
  if (part === 'month') return { from: day(Number(text.slice(5, 7))), to: day(Number(text.slice(5, 7))).endOfMonth() }
  if (part === 'weekday' || part === 'calendarMonth') return undefined
  const fourth = CalendarDate.of(year, 1, 4)
  const from = fourth.addDays(1 - fourth.weekday + (Number(text.slice(6)) - 1) * 7)
  return { from, to: from.addDays(6) }
}

/** Rows with days as the parts that their columns want; rows that are now the same are made one, entries stay apart. */
export function inParts(columns: readonly ReportColumn[], read: ReportRead, rows: readonly ReportRow[]): ReportRow[] {
  const parts = columns.filter(({ name, part }) => part !== undefined && read.group.some((group) => group.name === name))
  if (parts.length === 0) return [...rows]
  const cut = rows.map((row) => ({ ...row, ...Object.fromEntries(parts.map(({ name, part }) => [name, textOf(row[name], part!)])) }))
  if (read.of === 'entries' || read.measures.length === 0) return cut
  const merged = new Map<string, ReportRow>()
  for (const row of cut) {
    const key = JSON.stringify(read.group.map(({ name }) => String((row as ReportRow)[name] ?? '')))
    const before = merged.get(key)
    merged.set(key, before === undefined ? row : mergeRows(read, before, row))
  }
  return [...merged.values()]
}

function textOf(value: unknown, part: Part): string | null {
  if (value instanceof CalendarDate) return partOf(value, part)
  if (value instanceof DateTime) return partOf(value.date, part)
  return null
}

function mergeRows(read: ReportRead, one: ReportRow, other: ReportRow): ReportRow {
  if (read.latest !== undefined) return compare(one[LATEST], other[LATEST]) >= 0 ? one : other
  const merged = { ...one }
  for (const { name, aggregate } of read.measures) merged[name] = mergeValues(aggregate, one[name], other[name])
  return merged
}

function mergeValues(aggregate: ReportRead['measures'][number]['aggregate'], one: unknown, other: unknown): unknown {
  if (one === null || one === undefined || other === null || other === undefined) return one ?? other
  if (aggregate === 'minimum') return compare(one, other) <= 0 ? one : other
  if (aggregate === 'maximum') return compare(one, other) >= 0 ? one : other
  return one instanceof Decimal && other instanceof Decimal ? one.add(other) : one
}

function compare(one: unknown, other: unknown): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1
  if (typeof one === 'object' && 'compare' in one) return (one as { compare(value: unknown): number }).compare(other)
  return (one as string) < (other as string) ? -1 : (one as string) > (other as string) ? 1 : 0
}
