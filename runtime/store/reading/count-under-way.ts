import { UNDER_WAY } from '../tables/shapes.ts'
import type { AuthorizedPlan } from './authorized-plan.ts'
import { baseConditions, type ReadingSource } from './select-records.ts'
import { RecordSource } from './source.ts'
import { joinStatements, planOf } from './statement.ts'

/** How many records of an entity are drafts and how many are submitted, under the reader's rights; an index holds no others. */
export async function countUnderWay(from: ReadingSource, plan: AuthorizedPlan): Promise<{ draft: number; submitted: number }> {
  const source = new RecordSource(from.tables, plan.resource)
  const where = joinStatements(baseConditions(from, { plan, columns: [], where: [], sort: [], limit: 0 }, source), ' and ')
  const sql = `select r.status as s, count(*) as n from ${source.from} where r.${UNDER_WAY} and ${where.sql} group by r.status`
  const rows = await from.reading.all(planOf(sql), where.parameters)
  const count = (status: string): number => Number(rows.find((row) => row.s === status)?.n ?? 0)
  return { draft: count('draft'), submitted: count('submitted') }
}
