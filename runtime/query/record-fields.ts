import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { readEntitiesOf } from '../store/ledger/record-entities.ts'
import { makeAuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import type { DescribedColumn } from './report-source.ts'
import { titlesOf } from './titles.ts'

/** Fills columns of `fields`: whom or what the record of the row is about, by the first of these references that it has. */
export async function fillRecordFields(
  context: QueryContext,
  columns: readonly DescribedColumn[],
  rows: readonly ReportRow[],
): Promise<readonly ReportRow[]> {
  let filled = rows
  for (const column of columns) {
    if (column.fields === undefined) continue
    const from = column.value ?? 'record'
    const ids = [...new Set(rows.map((row) => row[from]).filter((id): id is number => typeof id === 'number' && id > 0))]
    const titles = await referredTitles(context, ids, column.fields)
    filled = filled.map((row) => ({ ...row, [column.name]: titles.get(row[from] as number) ?? null }))
  }
  return filled
}

async function referredTitles(context: QueryContext, ids: readonly number[], fields: readonly string[]): Promise<Map<number, string>> {
  const titles = new Map<number, string>()
  const entities = await readEntitiesOf(context.reading, ids)
  for (const entity of new Set(entities.values())) {
    const own = ids.filter((id) => entities.get(id) === entity)
    for (const [id, title] of await titlesOfEntity(context, entity, own, fields)) titles.set(id, title)
  }
  return titles
}

/** As with titles, what a visible row refers to is named; what the reader may not see of the entity is not. */
async function titlesOfEntity(
  context: QueryContext,
  entity: string,
  ids: readonly number[],
  names: readonly string[],
): Promise<Map<number, string>> {
  const { hidden } = authorityOf(context.model, context.organisation, context.actor).fields(entity)
  const fields = (context.model.entities.get(entity)?.fields ?? []).filter(
    (field) => field.type === 'reference' && names.includes(field.name) && !hidden.has(field.name),
  )
  const found = new Map<number, string>()
  if (fields.length === 0) return found
  const plan = makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden })
  const columns = ['id', ...fields.map(({ name }) => name)].map((name) => ({ name, path: [name] }))
  const where = [{ in: { path: ['id'] }, list: ids.map((id) => ({ constant: formatId(id) })) }]
  const { rows } = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: ids.length })
  for (const { name, entity: target } of fields.toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name))) {
    const referred = rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []))
    const titles = await titlesOf(context, target as string, referred)
    for (const row of rows) {
      const title = titles.get(row[name] as number)
      if (title !== undefined && !found.has(row.id as number)) found.set(row.id as number, title)
    }
  }
  return found
}
