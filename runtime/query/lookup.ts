import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import { readLimit } from './list-request.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { searchPredicate } from './search-predicate.ts'
import { titleOf, titlePaths } from './titles.ts'

const LARGEST_LOOKUP = 50
const USUAL_LOOKUP = 20

/** Records to choose from, by number, name, code or initials. What is disabled or deleted is not offered. */
export const lookup: Query = {
  name: 'lookup',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity: name, text = '', limit } = request as { entity: string; text?: string; limit?: string }
    const entity = context.model.entities.get(name)
    if (entity === undefined) throw fail('unknown-entity', { entity: name })
    const plan = authorizeRead(context, name)
    const hasCode = entity.fields.some((field) => field.name === 'code') && !plan.hidden.has('code')
    const titles = titlePaths(context, name).filter((path) => !plan.hidden.has(path[0] as string))
    const columns = [
      { name: 'id', path: ['id'] },
      { name: 'note', path: [hasCode ? 'code' : 'number'] },
      ...titles.map((path) => ({ name: `title.${path.join('.')}`, path })),
    ]
    const where: Predicate[] = [{ not: { in: { path: ['status'] }, list: [{ constant: 'disabled' }, { constant: 'voided' }] } }]
    if (text.trim() !== '') where.push(searchPredicate(context, entity, plan.hidden, text.trim().slice(0, 100)))
    const page = await selectRecords(readingSource(context), {
      plan,
      columns,
      where,
      sort: [],
      limit: readLimit(limit, LARGEST_LOOKUP, USUAL_LOOKUP),
    })
    return { rows: page.rows.map((row) => choiceOf(context, name, row)) }
  },
}

function choiceOf(context: QueryContext, entity: string, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const titleRow: Record<string, unknown> = { id: row.id }
  for (const [name, value] of Object.entries(row)) if (name.startsWith('title.')) titleRow[name.slice('title.'.length)] = value
  return { id: formatId(row.id as number), title: titleOf(context, entity, titleRow), code: row.note ?? undefined }
}
