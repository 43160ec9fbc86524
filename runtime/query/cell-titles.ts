import { localize } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import type { QueryContext } from './query.ts'
import { recordTitles } from './record-titles.ts'
import type { DescribedColumn } from './report-source.ts'
import { referenceOf } from './report-json.ts'
import { titlesOf } from './titles.ts'

const NOTHING = '—'

/** A cell in words, in the reader's language: the title of what it refers to, else what its field type writes. */
export async function cellTitles(context: QueryContext, column: DescribedColumn, value: unknown): Promise<string> {
  if (value === null || value === undefined) return NOTHING
  if (typeof value === 'string' && value.startsWith('@')) return value.slice(1)
  if (typeof value === 'number') {
    const entity = referenceOf(column)
    if (entity !== undefined) return (await titlesOf(context, entity, [value])).get(value) ?? `#${value}`
    if (column.field.type === 'record') return Object.values(await recordTitles(context, [value]))[0]?.title ?? `#${value}`
  }
  if (column.field.type === 'status') return String(value)
  const label = column.field.options?.find((option) => option.name === value)?.label
  if (label !== undefined) return localize(label, context.language)
  return requireContribution(context.registry, 'fields', column.field.type).format(value, column.field, context.language)
}
