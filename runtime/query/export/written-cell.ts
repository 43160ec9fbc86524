import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { statusWord } from '../print/status-word.ts'
import type { QueryContext } from '../query.ts'

/** What every document has beside its fields. */
export const NUMBERED = [
  { name: 'number', label: { zh: '编号', en: 'Number' } },
  { name: 'status', label: { zh: '状态', en: 'Status' } },
] as const

export function ownText(name: string, value: unknown, language: 'zh' | 'en'): string | null {
  if (typeof value !== 'string') return null
  return name === 'status' ? statusWord(value, language) : value
}

/** A cell of a row that is taken away: `plain` leaves figures and days to a spreadsheet, `formatted` writes them as people read them. */
export function writtenCell(
  context: QueryContext,
  field: FieldDefinition,
  value: unknown,
  title: string | undefined,
  figures: 'plain' | 'formatted',
): string | null {
  if (value === null) return null
  if (title !== undefined) return title
  if (figures === 'plain' && (value instanceof Decimal || value instanceof CalendarDate)) return value.toString()
  return requireContribution(context.registry, 'fields', field.type).format(value, field, context.language)
}
