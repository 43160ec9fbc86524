import { shapeColumns } from '@formwork/platform/definition/shape-columns.ts'
import { toPointer, type Problem } from '@formwork/platform/definition/problem.ts'
import type { ReportDefinition, ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { BY } from '../../query/report-request.ts'
import { checkOne, type ScenarioContext } from './check-one.ts'
import { checkValues } from './check-step-values.ts'

/** What a record has that is no field. */
const SYSTEM = ['status', 'outcome', 'number', 'title', 'deleted']

/** Records, figures, columns and people that an expectation names exist. */
export function* checkExpectation(context: ScenarioContext, expectation: ScenarioExpectation, pointer: string): Iterable<Problem> {
  const { cast, model } = context
  const { record, as, tasks, alerts } = expectation
  yield* checkOne(context, record, cast.records.keys(), `${pointer}/record`)
  yield* checkOne(context, as, cast.people, `${pointer}/as`)
  yield* checkOne(context, tasks?.as, cast.people, `${pointer}/tasks/as`)
  yield* checkOne(context, alerts?.as, cast.people, `${pointer}/alerts/as`)
  yield* checkOne(context, alerts?.rule, model.alerts.keys(), `${pointer}/alerts/rule`)
  const entity = model.entities.get(cast.records.get(record ?? '') ?? '')
  if (entity !== undefined) {
    const told = Object.fromEntries(Object.entries(expectation.values ?? {}).filter(([name]) => !SYSTEM.includes(name)))
    yield* checkValues(context, entity.fields, told, SYSTEM, `${pointer}/values`)
  }
  yield* checkFigures(context, expectation, pointer)
  const report = model.reports.get(expectation.report ?? '')
  if (report !== undefined) yield* checkColumns(context, report, expectation, pointer)
}

function* checkFigures(context: ScenarioContext, expectation: ScenarioExpectation, pointer: string): Iterable<Problem> {
  const ledger = context.model.ledgers.get(expectation.ledger ?? '')
  if (ledger === undefined) return
  const dimensions = ledger.dimensions.map(({ name }) => name)
  const measures = [...ledger.measures, ...(ledger.derived ?? [])].map(({ name }) => name)
  for (const name of Object.keys(expectation.where ?? {})) yield* checkOne(context, name, dimensions, toPointer(pointer, 'where', name))
  for (const name of Object.keys(expectation.measures ?? {})) {
    yield* checkOne(context, name, measures, toPointer(pointer, 'measures', name))
  }
}

function* checkColumns(
  context: ScenarioContext,
  report: ReportDefinition,
  expectation: ScenarioExpectation,
  pointer: string,
): Iterable<Problem> {
  const parameters = [...(report.parameters ?? []).map(({ name }) => name), BY]
  const axes = (report.axes ?? []).map(({ name }) => name)
  const columns = [...report.columns.map(({ name }) => name), ...shapeColumns(context, report), ...axes]
  for (const name of Object.keys(expectation.parameters ?? {})) {
    yield* checkOne(context, name, parameters, toPointer(pointer, 'parameters', name))
  }
  for (const name of String((expectation.parameters as Record<string, string> | undefined)?.[BY] ?? '').split(',')) {
    if (name !== '') yield* checkOne(context, name, columns, toPointer(pointer, 'parameters', BY))
  }
  for (const [index, row] of ((expectation.rows ?? []) as Record<string, unknown>[]).entries()) {
    for (const name of Object.keys(row)) yield* checkOne(context, name, columns, toPointer(pointer, 'rows', index, name))
  }
  for (const name of Object.keys(expectation.totals ?? {})) yield* checkOne(context, name, columns, toPointer(pointer, 'totals', name))
}
