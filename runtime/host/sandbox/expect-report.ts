import type { ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { findQuery, readAsSystem, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import { isSameJson } from './same-json.ts'
import type { StepRunner } from './step-runner.ts'

interface ReportJson {
  columns: { name: string; entity?: string }[]
  rows: Record<string, unknown>[]
  titles: Record<string, Record<string, string>>
  totals: Record<string, string>
  records: Record<string, { title?: string; number?: string }>
}

/** The sums of a report, and its rows in their order, under the rights of the person who reads it; each row by the cells that are named. */
export async function expectReport(runner: StepRunner, expectation: ScenarioExpectation): Promise<string | undefined> {
  const report = await readReport(runner, expectation)
  for (const [name, value] of Object.entries(expectation.totals ?? {})) {
    const difference = compare(`total of ${name}`, value, report.totals[name])
    if (difference !== undefined) return difference
  }
  if (expectation.rows === undefined && expectation.totals !== undefined) return undefined
  const expected = (expectation.rows ?? []) as Record<string, unknown>[]
  if (expected.length !== report.rows.length) {
    return `expected ${expected.length} rows, the report has ${report.rows.length}: ${JSON.stringify(report.rows)}`
  }
  for (const [index, cells] of expected.entries()) {
    for (const [name, value] of Object.entries(cells)) {
      const actual = report.rows[index]![name]
      if (isSameCell(runner, report, name, value, actual)) continue
      return `row ${index + 1}, ${name}: expected ${JSON.stringify(value)}, it is ${JSON.stringify(shownAs(report, name, actual))}`
    }
  }
  return undefined
}

async function readReport(runner: StepRunner, { report, as, parameters }: ScenarioExpectation): Promise<ReportJson> {
  const request = { report, parameters: await readParameters(runner, parameters ?? {}) }
  if (as === undefined) {
    return (await readAsSystem(runner.workspace, (context) => findQuery('report').run(context, request as never))) as ReportJson
  }
  const person = await runner.findPerson(as)
  return (await runQuery(runner.workspace, findQuery('report'), { person, language: 'zh', arguments: request })) as ReportJson
}

/** A parameter that names a kept record is its id. */
async function readParameters(runner: StepRunner, parameters: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? String(runner.kept.find(value)?.id ?? value) : value,
    ]),
  )
}

/** A cell that refers to a record may be expected by its title, its number or the name it was kept under. */
function isSameCell(runner: StepRunner, report: ReportJson, name: string, expected: unknown, actual: unknown): boolean {
  if (isSameJson(expected, actual)) return true
  if (typeof expected !== 'string' || typeof actual !== 'string') return false
  const kept = runner.kept.find(expected)
  return (kept !== undefined && String(kept.id) === actual) || shownAs(report, name, actual) === expected
}

function shownAs(report: ReportJson, name: string, value: unknown): unknown {
  const record = report.records[String(value)]
  return report.titles[name]?.[String(value)] ?? record?.number ?? record?.title ?? value
}
