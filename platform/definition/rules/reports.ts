import { checkLinePath, checkNames, checkPath, unknownName } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { toPointer, type Problem } from '../problem.ts'
import { readNames } from '../../expression/index.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import { shapeColumns } from '../shape-columns.ts'
import type { LedgerDefinition, ReportDefinition } from '../types.ts'

/** What every entry of a ledger carries beside coordinates, measures and attributes. */
const entryColumns = ['at', 'record', 'entry', 'posting', 'entity', 'enteredAt', 'kind', 'person']

/** A report has one source; its columns, sort keys and chart name what is there. */
export const reports: Rule = {
  name: 'reports',
  *check(context) {
    for (const source of context.collection.of('report').values()) {
      yield* checkSource(source)
      yield* checkFurther(context, source)
      yield* checkColumns(context, source)
      yield* checkNamed(context, source)
      yield* checkAxes(context, source)
      yield* checkAggregates(source)
      yield* checkParts(context, source)
      yield* checkOthers(context, source)
      yield* checkNeeds(source)
    }
  },
}

/** What a report is made for is there. */
function* checkNeeds({ definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const known = (definition.rows ?? definition.columns).map(({ name }) => name)
  yield* checkNames(definition.needs ?? [], known, file, '/needs')
}

function* checkSource({ definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const { entity, ledger, lines } = definition.from
  if (definition.rows !== undefined || definition.parts !== undefined) return
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

/** Every kind of record has what the report reads of the first, under the same name or the one that `fields` gives. */
function* checkFurther(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const { also = [], entity: first, lines } = definition.from
  if (also.length > 0 && (first === undefined || definition.shape !== 'table')) {
    yield finding(file, '/from/also', 'report-source', {
      zh: '几种业务对象合在一起，只用于以业务对象为来源的明细与汇总表',
      en: 'several kinds of records are for tables over an entity',
    })
    return
  }
  const own = context.model.entities.get(first ?? '')?.fields ?? []
  const asked = [...(definition.parameters ?? []).map(({ name }) => name), ...namesOf(definition.filter)]
  const columns = definition.columns
    .filter((column) => !isComputed(column))
    .flatMap(({ name, value, along }) => [value ?? name, along ?? []].flat())
  const axes = (definition.axes ?? []).map(({ name, value }) => value ?? name)
  const read = new Set([...columns, ...axes, ...asked.filter((name) => name !== lines && own.some((field) => field.name === name))])
  for (const [index, { entity, fields = {} }] of also.entries()) {
    const place = toPointer('/from/also', index, 'entity')
    const pathOf = (path: string): string[] => {
      const [head = '', ...rest] = path.split('.')
      return [fields[head] ?? head, ...rest]
    }
    for (const path of read) yield* checkColumn(context, { ...definition, from: { entity, lines } }, pathOf(path), file, place)
  }
}

function* checkColumns(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  for (const [index, column] of definition.columns.entries()) {
    if (definition.rows !== undefined || definition.parts !== undefined || isComputed(column)) continue
    const place = toPointer('/columns', index, column.value === undefined ? 'name' : 'value')
    yield* checkColumn(context, definition, (column.value ?? column.name).split('.'), file, place)
  }
}

/** Names that a formula reads; one that cannot be parsed is told of by the formulas' own rule. */
function namesOf(formula: string | undefined): Iterable<string> {
  try {
    return formula === undefined ? [] : readNames(formula)
  } catch {
    return []
  }
}

function isComputed({ formula, join, running, quantile, ordinal }: ReportDefinition['columns'][number]): boolean {
  return (formula ?? join ?? running ?? quantile ?? ordinal) !== undefined
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
  const attribute = ledger.attributes?.find((candidate) => candidate.name === first)
  if (attribute !== undefined && rest.length > 0) {
    yield* checkPath(context, context.model.entities.get(attribute.entity ?? ''), rest.join('.'), file, place)
  }
  const named = [ledger.dimensions, ledger.measures, ledger.derived ?? [], ledger.attributes ?? []].flatMap((part) =>
    part.map(({ name }) => name),
  )
  if (![...named, ...entryColumns].includes(first)) yield unknownName(first, named, file, place)
}

function* checkNamed(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const columns = [...definition.columns.map(({ name }) => name), ...shapeColumns(context, definition)]
  for (const [index, { name }] of (definition.sort ?? []).entries()) {
    if (!columns.includes(name)) yield unknownName(name, columns, file, toPointer('/sort', index, 'name'))
  }
  for (const [index, { running, per = [], quantile }] of definition.columns.entries()) {
    for (const [key, name] of [['running', running], ...per.map((each) => ['per', each] as const), ['quantile', quantile?.of]] as const) {
      if (name !== undefined && !columns.includes(name)) yield unknownName(name, columns, file, toPointer('/columns', index, key))
    }
  }
  const { chart } = definition
  for (const name of chart === undefined ? [] : [chart.category, ...chart.series]) {
    if (!columns.includes(name)) yield unknownName(name, columns, file, '/chart')
  }
}

/** What a report may be grouped by is there, and no axis has the name of a column. */
function* checkAxes(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const columns = definition.columns.map(({ name }) => name)
  for (const [index, axis] of (definition.axes ?? []).entries()) {
    const place = toPointer('/axes', index, axis.value === undefined ? 'name' : 'value')
    yield* checkColumn(context, definition, (axis.value ?? axis.name).split('.'), file, place)
    if (columns.includes(axis.name)) {
      yield finding(file, toPointer('/axes', index, 'name'), 'report-axis', {
        zh: `“${axis.name}”已是一列`,
        en: `"${axis.name}" is a column already`,
      })
    }
  }
}

/** Averages are made of records or entries, balances are sums already; only records have a latest one. */
function* checkAggregates({ definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  if (definition.from.ledger === undefined) return
  for (const [index, { aggregate }] of definition.columns.entries()) {
    if (aggregate !== 'last' && (aggregate !== 'average' || definition.shape === 'turnover')) continue
    yield finding(file, toPointer('/columns', index, 'aggregate'), 'report-aggregate', {
      zh: '余额已是合计：平均只用于发生额表，最近值只用于业务对象',
      en: 'balances are sums already: averages are for turnovers, latest values for entities',
    })
  }
}

/** Each column of stacked reports is one of theirs. */
function* checkParts({ model }: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  if (definition.parts === undefined) return
  const names = definition.parts.flatMap(({ report }) => (model.reports.get(report)?.columns ?? []).map(({ name }) => name))
  for (const [index, column] of [...definition.columns].entries()) {
    const name = column.value ?? column.name
    if (!isComputed(column) && !names.includes(name)) yield unknownName(name, names, file, toPointer('/columns', index, 'name'))
  }
}

/** Reports that this one draws on are there, have the column where the definition names it, and do not draw on this one again. */
function* checkOthers({ model }: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<Problem> {
  const calls = [
    ...definition.columns.flatMap(({ join }, index) =>
      join === undefined ? [] : [{ ...join, place: toPointer('/columns', index, 'join') }],
    ),
    ...(definition.rows ?? []).flatMap(({ of }, index) => (of === undefined ? [] : [{ ...of, place: toPointer('/rows', index, 'of') }])),
    ...(definition.parts ?? []).map((part, index) => ({ ...part, column: undefined, place: toPointer('/parts', index) })),
  ]
  for (const { report, column, place, ...rest } of calls) {
    const other = model.reports.get(report)
    if (other === undefined) {
      yield unknownName(report, [...model.reports.keys()], file, `${place}/report`)
      continue
    }
    const names = other.columns.map(({ name }) => name)
    // Shapes make columns of their own out of a measure: its closing balance, its buckets.
    if (column !== undefined && !names.some((name) => column.startsWith(name)) && other.shape === 'table') {
      yield unknownName(column, names, file, `${place}/column`)
    }
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
  const nexts = [
    ...(other?.columns ?? []).map(({ join }) => join?.report),
    ...(other?.rows ?? []).map(({ of }) => of?.report),
    ...(other?.parts ?? []).map(({ report }) => report),
  ]
  return nexts.some((next) => next !== undefined && drawsOn(all, next, name, seen))
}
