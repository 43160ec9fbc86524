import { checkLinePath, checkPath, unknownName } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { LedgerDefinition, ReportDefinition } from '../types.ts'

/** What every entry of a ledger carries beside coordinates, measures and attributes. */
const entryColumns = ['at', 'record', 'entry', 'posting']

/** A report has one source; its columns, sort keys and chart name what is there. */
export const reports: Rule = {
  name: 'reports',
  *check(context) {
    for (const source of context.collection.of('report').values()) {
      yield* checkSource(source)
      yield* checkColumns(context, source)
      yield* checkNamed(source)
      yield* checkOthers(context, source)
    }
  },
}

function* checkSource({ definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const { entity, ledger, lines } = definition.from
  if (definition.rows !== undefined) return
  if ((entity === undefined) === (ledger === undefined)) {
    yield finding(file, '/from', 'report-source', {
      zh: '报表的来源应为一个业务对象或一个台账',
      en: 'a report is made over one entity or one ledger',
    })
  }
  if (lines !== undefined && entity === undefined) {
    yield finding(file, '/from/lines', 'report-source', { zh: '明细属于业务对象', en: 'lines belong to an entity' })
  }
}

function* checkColumns(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  for (const [index, column] of definition.columns.entries()) {
    if (definition.rows !== undefined || column.formula !== undefined || column.join !== undefined || column.running !== undefined) continue
    const place = toPointer('/columns', index, column.value === undefined ? 'name' : 'value')
    yield* checkColumn(context, definition, (column.value ?? column.name).split('.'), file, place)
  }
}

function* checkColumn(
  { model, ...rest }: RuleContext,
  definition: ReportDefinition,
  path: readonly string[],
  file: string,
  place: string,
): Iterable<Problem> {
  const context = { model, ...rest }
  const { entity: entityName = '', ledger: ledgerName = '', lines } = definition.from
  const entity = model.entities.get(entityName)
  const ledger = model.ledgers.get(ledgerName)
  if (ledger !== undefined) yield* checkLedgerColumn(context, ledger, path, file, place)
  if (entity === undefined) return
  const fields = lines === undefined ? undefined : entity.fields.find((field) => field.name === lines)?.fields
  if (lines !== undefined && fields === undefined) {
    yield unknownName(
      lines,
      entity.fields.filter((field) => field.type === 'lines').map((field) => field.name),
      file,
      '/from/lines',
    )
  }
  if (fields !== undefined && path[0] === lines) yield* checkLinePath(context, fields, path.slice(1).join('.'), file, place)
  else yield* checkPath(context, entity, path.join('.'), file, place)
}

function* checkLedgerColumn(
  context: RuleContext,
  ledger: LedgerDefinition,
  [first = '', ...rest]: readonly string[],
  file: string,
  place: string,
): Iterable<Problem> {
  const dimension = ledger.dimensions.find((candidate) => candidate.name === first)
  if (dimension !== undefined && rest.length > 0) {
    yield* checkPath(context, context.model.entities.get(dimension.entity ?? ''), rest.join('.'), file, place)
  }
  const named = [ledger.dimensions, ledger.measures, ledger.derived ?? [], ledger.attributes ?? []].flatMap((part) =>
    part.map(({ name }) => name),
  )
  if (![...named, ...entryColumns].includes(first)) yield unknownName(first, named, file, place)
}

function* checkNamed({ definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const columns = definition.columns.map(({ name }) => name)
  for (const [index, { name }] of (definition.sort ?? []).entries()) {
    if (!columns.includes(name)) yield unknownName(name, columns, file, toPointer('/sort', index, 'name'))
  }
  for (const [index, { running }] of definition.columns.entries()) {
    if (running !== undefined && !columns.includes(running)) {
      yield unknownName(running, columns, file, toPointer('/columns', index, 'running'))
    }
  }
  const { chart } = definition
  for (const name of chart === undefined ? [] : [chart.category, ...chart.series]) {
    if (!columns.includes(name)) yield unknownName(name, columns, file, '/chart')
  }
}

/** Reports that this one draws on are there, have the column where the definition names it, and do not draw on this one again. */
function* checkOthers({ model }: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const calls = [
    ...definition.columns.flatMap(({ join }, index) =>
      join === undefined ? [] : [{ ...join, place: toPointer('/columns', index, 'join') }],
    ),
    ...(definition.rows ?? []).flatMap(({ of }, index) => (of === undefined ? [] : [{ ...of, place: toPointer('/rows', index, 'of') }])),
  ]
  for (const { report, column, place, ...rest } of calls) {
    const other = model.reports.get(report)
    if (other === undefined) {
      yield unknownName(report, [...model.reports.keys()], file, `${place}/report`)
      continue
    }
    const names = other.columns.map(({ name }) => name)
    // Shapes make columns of their own out of a measure: its closing balance, its buckets.
    if (!names.some((name) => column.startsWith(name)) && other.shape === 'table') yield unknownName(column, names, file, `${place}/column`)
    const parameters = (other.parameters ?? []).map(({ name }) => name)
    for (const name of Object.keys(rest.with ?? {})) {
      if (!parameters.includes(name)) yield unknownName(name, parameters, file, `${place}/with`)
    }
    if (drawsOn(model.reports, report, definition.name)) {
      yield finding(file, place, 'report-circle', {
        zh: `报表“${report}”又取自本报表`,
        en: `the report "${report}" draws on this one again`,
      })
    }
  }
}

function drawsOn(all: ReadonlyMap<string, ReportDefinition>, from: string, name: string, seen = new Set<string>()): boolean {
  if (from === name) return true
  if (seen.has(from)) return false
  seen.add(from)
  const other = all.get(from)
  const nexts = [...(other?.columns ?? []).map(({ join }) => join?.report), ...(other?.rows ?? []).map(({ of }) => of?.report)]
  return nexts.some((next) => next !== undefined && drawsOn(all, next, name, seen))
}
