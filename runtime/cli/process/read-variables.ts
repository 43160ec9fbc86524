import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'

/** JSON values as variables: numbers exactly; `{ "$date": "2026-01-31" }` and `{ "$date-time": "…" }` are dates. */
export function readVariables(values: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, readValue(value)]))
}

function readValue(value: unknown): unknown {
  if (typeof value === 'number') return Decimal.of(String(value))
  if (value instanceof Decimal) return value
  if (Array.isArray(value)) return value.map(readValue)
  if (typeof value !== 'object' || value === null) return value
  const { $date: date, '$date-time': dateTime, $decimal: decimal } = value as Record<string, unknown>
  if (typeof date === 'string') return CalendarDate.parse(date)
  if (typeof dateTime === 'string') return DateTime.parse(dateTime)
  if (typeof decimal === 'string') return Decimal.parse(decimal)
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, readValue(entry)]))
}
