import type { AuthorizedPlan } from './authorized-plan.ts'
import type { ReadingEnvironment } from './environment.ts'
import { predicateSql } from './predicate-sql.ts'
import type { SourceColumn } from './source.ts'
import type { Statement } from './statement.ts'

/** The row rule, or a seat (open or decided) or copy of this person on the record: part of every read's SQL. */
export function visibilitySql(
  plan: AuthorizedPlan,
  column: (path: readonly string[]) => SourceColumn,
  environment: ReadingEnvironment,
): Statement {
  const rows = predicateSql(plan.rows, column, environment)
  if (plan.seatsOf === null || rows.sql === '(1 = 1)') return rows
  const seat = `exists (select 1 from seat as s join process_instance as i on i.id = s.instance where i.record = r."id" and i.entity = ? and s.person = ? and s.status <> 'planned')`
  return { sql: `(${rows.sql} or ${seat})`, parameters: [...rows.parameters, plan.resource, plan.seatsOf] }
}
