import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import { aggregateRecords } from '../store/reading/aggregate-records.ts'
import { listSelection } from './list.ts'
import { listRequest } from './list-request.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { referenceTitles } from './row-json.ts'
import { findSystemField } from './system-columns.ts'
import { visibleFields } from './visible-fields.ts'

/** More groups than people read, or than columns of a board. */
const MOST_GROUPS = 500
const NUMERIC = new Set(['number', 'money', 'percent'])

/** How many records a list has by the value of one field, and their sums: the same filter and rights as the list. Errors: as `list`. */
export const listGroups: Query = {
  name: 'list-groups',
  cost: 'long',
  async run(context: QueryContext, request: { by?: unknown }): Promise<unknown> {
    const { by: name, ...rest } = request
    if (typeof name !== 'string') throw fail('required', { label: 'by' }, 'by')
    const wanted = listRequest(rest)
    const entity = context.model.entities.get(wanted.entity)
    if (entity === undefined) throw fail('unknown-entity', { entity: wanted.entity })
    const { selection } = listSelection(context, entity, wanted)
    const fields = visibleFields(entity, selection.plan.hidden, context.registry)
    const find = (each: string) => fields.find((field) => field.name === each) ?? findSystemField(each)
    const by = find(name) ?? missing(name)
    const measures = wanted.totals.map((total) => find(total) ?? missing(total)).filter(({ field }) => NUMERIC.has(field.type))
    const read = {
      name: 'groups',
      of: 'records' as const,
      group: [{ name: 'value', path: [...by.path] }],
      measures: [
        { name: 'count', path: ['id'], aggregate: 'count' as const },
        ...measures.map(({ field, path }) => ({ name: `total.${field.name}`, path: [...path], aggregate: 'sum' as const })),
      ],
      where: [...selection.where],
    }
    const rows = await aggregateRecords(readingSource(context), selection.plan, read as never, undefined, MOST_GROUPS)
    const titles = await referenceTitles(context, [{ name: 'value', field: by.field }], rows)
    const type = requireContribution(context.registry, 'fields', by.field.type)
    return {
      groups: rows.map((row, index) => ({
        value: row.value === null || row.value === undefined ? null : type.toJson(row.value, by.field),
        title: titles[index]?.value,
        count: Number(row.count),
        totals: Object.fromEntries(
          measures.map(({ field }) => [field.name, (row[`total.${field.name}`] as Decimal | null)?.toString() ?? '0']),
        ),
      })),
    }
  },
}

function missing(name: string): never {
  throw fail('unknown-field', { field: name })
}
