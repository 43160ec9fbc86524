import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { ReportRead, ReportRequest, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { mergeRows } from '../engine/report/merge-rows.ts'
import { aggregateRecords } from '../store/reading/aggregate-records.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import type { ReadingSource } from '../store/reading/select-records.ts'
import type { QueryContext } from './query.ts'
import { authorizeRead } from './authorize.ts'
import { readingSource } from './reading-source.ts'
import { askedOf, furtherRecords } from './report-records.ts'

/** Rows of one question in memory at once, some 60 MB: far above what a month of a mid-size shop groups into. */
const MOST_ROWS = 200_000

/** Answers one question of a report shape; the database groups. Errors: too-many-items beyond 200,000 rows. */
export async function readReportRows(
  context: QueryContext,
  plan: AuthorizedPlan,
  asked: ReportRequest,
  read: ReportRead,
): Promise<ReportRow[]> {
  const source = readingSource(context, asked.parameters)
  const rows =
    read.of === 'records'
      ? mergeRows(read, await readRecords(context, plan, asked.report, read, source, MOST_ROWS + 1))
      : await readLedgerRows(source, plan, read, MOST_ROWS + 1)
  if (rows.length > MOST_ROWS) throw fail('too-many-items', { label: asked.report.label ?? asked.report.name, limit: MOST_ROWS })
  return rows
}

/** The rows of each kind of record that a report is made over and its reader may see, one kind after the other. */
export async function readRecords(
  context: QueryContext,
  plan: AuthorizedPlan,
  report: ReportDefinition,
  read: ReportRead,
  source: ReadingSource,
  limit: number,
): Promise<ReportRow[][]> {
  const answers = [await aggregateRecords(source, plan, read, report.from.lines, limit)]
  for (const further of furtherRecords(context, report)) {
    const own = authorizeRead(context, further.entity)
    answers.push(await aggregateRecords(source, own, askedOf(further, read), report.from.lines, limit))
  }
  return answers
}
