import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { AppError, fail } from '@formwork/platform/error/index.ts'
import type {
  ReportCall,
  ReportPart,
  ReportRequest,
  ReportRow,
  ResultColumn,
  ShapedReport,
} from '@formwork/platform/plugin/contracts/report-shape.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { compareRows } from '../engine/report/compare-rows.ts'
import { computeColumns, evaluateFormula } from '../engine/report/compute-columns.ts'
import { inParts } from '../engine/report/date-parts.ts'
import { groupReport } from '../engine/report/group-by.ts'
import { ordinals } from '../engine/report/ordinals.ts'
import { runningSums } from '../engine/report/running-sums.ts'
import { sortRows } from '../engine/report/sort-rows.ts'
import { quantiles } from '../engine/report/quantiles.ts'
import { formulaTotals, totalsOf } from '../engine/report/totals.ts'
import { makeAuthorizedPlan, type AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { authorizeRead } from './authorize.ts'
import { comparisonKind, earlierPeriod } from './earlier-period.ts'
import { followAxes, groupingOf } from './follow-axes.ts'
import { joinColumns, NOTHING, toWire, type JoinedReport, withoutJoins } from './join-columns.ts'
import type { QueryContext } from './query.ts'
import { refuseDefinitionOff } from './refuse-switched-off.ts'
import { todayOf } from './reading-source.ts'
import { readParameters, type ReadParameters } from './report-parameters.ts'
import type { ReportWish } from './report-request.ts'
import { fillRecordFields } from './record-fields.ts'
import { keptRows, mayKeepEarly } from './kept-rows.ts'
import { readReportRows } from './report-rows.ts'
import { datedRows, typedByParts } from './report-parts.ts'
import { describeColumns, reportSource, type DescribedColumn } from './report-source.ts'
import { visibleColumns } from './visible-columns.ts'
import { notPermitted } from './not-permitted.ts'

/** Reports of reports of reports: further than this nobody follows, and a circle ends. */
const DEEPEST = 4
const TOO_DEEP = { zh: '报表之间引用过深或成环', en: 'reports refer to each other too deeply, or in a circle' }
/** A report as its reader may have it, before it is laid out. */
export interface RunReport {
  readonly definition: ReportDefinition
  readonly plan: AuthorizedPlan
  readonly parameters: ReadParameters
  readonly unshown?: readonly DescribedColumn[] // what formulas read and nobody is shown
  readonly columns: readonly DescribedColumn[]
  readonly rows: readonly ReportRow[]
  readonly totals: Record<string, Decimal>
}

/**
 * Definition → questions → rows under the reader's rights → shape → formulas, order and totals.
 * Errors: definition-not-found, not-permitted, those of the parameters and formulas.
 */
export async function runReport(context: QueryContext, wish: ReportWish, operation = 'view'): Promise<RunReport> {
  const run = await runWhole(context, wish, operation, { depth: 0, done: new Map() })
  const columns = run.columns.filter(({ shown }) => shown !== false)
  const totals = Object.fromEntries(columns.flatMap(({ name }) => (run.totals[name] === undefined ? [] : [[name, run.totals[name]]])))
  return { ...run, columns, unshown: run.columns.filter(({ shown }) => shown === false), totals }
}

/** How deep reports draw on reports, and those of this question that are made already: a union of a union reads nothing twice. */
interface Nesting {
  readonly depth: number
  readonly done: Map<string, RunReport>
}

async function runWhole(context: QueryContext, wish: ReportWish, operation: string, nesting: Nesting): Promise<RunReport> {
  const { definition, plan } = authorizeReport(context, wish.report, operation, wish.by)
  if (nesting.depth > DEEPEST) throw fail('definition-invalid', { file: definition.name, reason: TOO_DEEP })
  const parameters = readParameters(context, definition, wish.parameters)
  const shaped = await shapeOf(context, plan, definition, parameters, nesting)
  const earlier = wish.compare === undefined ? undefined : earlierPeriod(definition, parameters, wish.compare, todayOf(context))
  if (earlier === undefined || wish.compare === undefined) return finish(context, definition, plan, parameters, shaped)
  const before = await shapeOf(context, plan, definition, readParameters(context, definition, { ...wish.parameters, ...earlier }), nesting)
  const columns = describeColumns(context, definition, shaped.columns)
  const kind = comparisonKind(definition, wish.compare)
  const computed = (rows: readonly ReportRow[]): ReportRow[] => computeColumns(columns, rows, context, parameters.values)
  const [now, then] = [computed(shaped.rows), computed(before.rows)]
  if (!mayKeepEarly(definition)) return finish(context, definition, plan, parameters, compareRows(columns, now, then, kind))
  const kept = new Set([now, then].flatMap((rows) => keptRows(context, definition, parameters, columns, rows)))
  const compared = compareRows(columns, now, then, kind, (row) => kept.has(row))
  return finish(context, { ...definition, keep: undefined }, plan, parameters, compared)
}

/** The report without what its reader may not see, and the plan that reads it. Errors: definition-not-found, not-permitted. */
export function authorizeReport(
  context: QueryContext,
  name: string,
  operation = 'view',
  by?: readonly string[],
): { definition: ReportDefinition; plan: AuthorizedPlan } {
  const whole = context.model.reports.get(name)
  refuseDefinitionOff(context.model, 'report', name)
  if (whole === undefined) throw fail('definition-not-found', { kind: { zh: '报表', en: 'report' }, name })
  const definition =
    by === undefined ? whole : followAxes(context, whole, groupReport(whole, reportSource(context, whole).measures, by), by)
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const resource = definition.from.ledger ?? definition.from.entity
  if (resource === undefined) return authorizeStatement(context, definition, operation)
  for (const each of new Set(['view', operation])) {
    const further = (definition.from.also ?? []).map(({ entity }) => entity)
    if (![definition.name, resource, ...further].some((name_) => authority.may(each, name_))) {
      throw notPermitted(each, definition.label ?? definition.name)
    }
  }
  const plan = authority.seesWhole(definition.name) ? planOfWhole(resource) : authorizeRead(context, resource)
  const columns = visibleColumns(
    context,
    definition,
    (join) => isNothing(context, join) || mayRun(context, join.report, 'view', join.column),
  )
  return { definition: { ...definition, columns }, plan }
}

/** Every row: a grant of the definitions says that this role may have what the report adds up. */
function planOfWhole(resource: string): AuthorizedPlan {
  return makeAuthorizedPlan({ resource, rows: { constant: true }, seatsOf: null, hidden: new Set() })
}

/** A figure of a module that is off, and the definition says that it counts as nothing then. */
function isNothing(context: QueryContext, { optional, report }: NonNullable<ReportColumn['join']>): boolean {
  return optional === true && isOff(context, report)
}

/** A statement has no source of its own: each line is read under the rights to its report, so one that may be seen is enough. */
function authorizeStatement(
  context: QueryContext,
  definition: ReportDefinition,
  operation: string,
): { definition: ReportDefinition; plan: AuthorizedPlan } {
  const reports = (definition.rows ?? []).flatMap(({ of }) => (of === undefined ? [] : [of.report]))
  if (definition.parts !== undefined) refuseUnseenParts(context, definition)
  else if (reports.length === 0) {
    throw fail('definition-invalid', { file: definition.name, reason: { zh: '报表没有来源', en: 'the report has no source' } })
  }
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (
    definition.parts === undefined &&
    !authority.may(operation, definition.name) &&
    !reports.some((name) => mayRun(context, name, operation))
  ) {
    throw notPermitted(operation, definition.label ?? definition.name)
  }
  return {
    definition,
    plan: makeAuthorizedPlan({ resource: definition.name, rows: { constant: false }, seatsOf: null, hidden: new Set() }),
  }
}

/** Rows of several reports are told only to who may read each of them with every column that counts: a part of them would be wrong. */
function refuseUnseenParts(context: QueryContext, { name, label, parts = [], columns }: ReportDefinition): void {
  const read = columns.map((column) => column.value ?? column.name)
  for (const { report } of parts.filter((part) => !isOff(context, part.report))) {
    const own = context.model.reports.get(report)?.columns ?? []
    const isSeen = mayRun(context, report) && own.every((each) => !read.includes(each.name) || mayRun(context, report, 'view', each.name))
    if (!isSeen) throw notPermitted('view', label ?? name)
  }
}

function isOff(context: QueryContext, report: string): boolean {
  return context.model.switches?.off.definitions.has(`report/${report}`) === true
}

/** Whether the reader may have this report, and this column of it. */
export function mayRun(context: QueryContext, name: string, operation = 'view', column?: string): boolean {
  try {
    const { definition } = authorizeReport(context, name, operation)
    const whole = context.model.reports.get(name)!
    return column === undefined || !isDropped(whole, definition, column)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-permitted' || error.code === 'module-off')) return false
    throw error
  }
}

/** Columns that a shape makes of a measure (its closing balance) go with it. */
function isDropped(whole: ReportDefinition, seen: ReportDefinition, column: string): boolean {
  const isOf = (each: { name: string }): boolean => column === each.name || column.startsWith(each.name)
  return whole.columns.some(isOf) && !seen.columns.some(isOf)
}

async function shapeOf(
  context: QueryContext,
  plan: AuthorizedPlan,
  report: ReportDefinition,
  parameters: ReadParameters,
  nesting: Nesting,
): Promise<ShapedReport> {
  const own = withoutJoins(report)
  const asked: ReportRequest = {
    report: own,
    source: reportSource(context, own),
    parameters: parameters.values,
    today: todayOf(context),
    language: context.language,
    where: parameters.where,
    evaluate: (formula, scope, label) => evaluateFormula(formula, scope, label, context),
  }
  const shape = requireContribution(context.registry, 'reports', report.shape)
  const answers: Record<string, ReportRow[]> = {}
  for (const read of shape.plan(asked)) answers[read.name] = inParts(own.columns, read, await readReportRows(context, plan, asked, read))
  const others = new OtherReports(context, nesting)
  const sums: Record<string, Decimal | null | undefined> = {}
  for (const call of shape.calls?.(asked) ?? []) sums[call.name] = await others.sum(call)
  const parts = await others.parts(shape.parts?.(asked) ?? [])
  for (const [name, { rows }] of parts) answers[name] = datedRows(own.columns, rows)
  const shaped = typedByParts(shape.shape(asked, answers, sums), [...parts.values()])
  return { ...shaped, ...joinColumns(report, shaped, await others.joined(report, asked)) } as ShapedReport
}

/** Reports that another one is made of: each is run once for the same parameters, under the same rights. */
class OtherReports {
  readonly #context: QueryContext
  readonly #nesting: Nesting

  constructor(context: QueryContext, nesting: Nesting) {
    this.#context = context
    this.#nesting = nesting
  }

  /** Undefined for a column that the reader may not see, null for a report of a module that is switched off. */
  async sum({ report, column, parameters }: ReportCall): Promise<Decimal | null | undefined> {
    if (isOff(this.#context, report)) return null
    if (!mayRun(this.#context, report, 'view', column)) return undefined
    const { columns, rows } = await this.#rows(report, parameters)
    if (!columns.some(({ name }) => name === column)) throw fail('unknown-field', { field: column }, report)
    return totalsOf([{ name: column, total: true }], rows)[column]
  }

  /** The parts of modules that are switched off are not there. */
  async parts(parts: readonly ReportPart[]): Promise<Map<string, RunReport>> {
    const found = new Map<string, RunReport>()
    for (const { name, report, parameters } of parts) {
      if (!isOff(this.#context, report)) found.set(name, await this.#rows(report, parameters))
    }
    return found
  }

  async joined(report: ReportDefinition, asked: ReportRequest): Promise<Map<string, JoinedReport>> {
    const found = new Map<string, JoinedReport>()
    for (const { name, label, join } of report.columns) {
      if (join === undefined) continue
      if (isNothing(this.#context, join)) {
        found.set(name, NOTHING)
        continue
      }
      const scope = { parameter: asked.parameters }
      const given = Object.entries(join.with ?? {}).map(([key, formula]) => [key, asked.evaluate(formula, scope, label ?? name)])
      found.set(name, await this.#rows(join.report, Object.fromEntries(given) as Record<string, unknown>, groupingOf(this.#context, join)))
    }
    return found
  }

  async #rows(report: string, parameters: Readonly<Record<string, unknown>>, by?: readonly string[]): Promise<RunReport> {
    const wire = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, toWire(value)]))
    const key = JSON.stringify([report, wire, by])
    const { depth, done } = this.#nesting
    // Only what is finished is shared: who would wait for itself runs on until it is too deep.
    let run = done.get(key)
    if (run === undefined) {
      run = await runWhole(this.#context, { report, parameters: wire, flat: true, by }, 'view', { depth: depth + 1, done })
      done.set(key, run)
    }
    return run
  }
}

async function finish(
  context: QueryContext,
  definition: ReportDefinition,
  plan: AuthorizedPlan,
  parameters: ReadParameters,
  shaped: { columns: readonly ResultColumn[]; rows: readonly ReportRow[] },
): Promise<RunReport> {
  const columns = describeColumns(context, definition, shaped.columns)
  const compute = (each: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] =>
    computeColumns(each, rows, context, parameters.values)
  const sorted = sortRows(compute(columns, await fillRecordFields(context, columns, shaped.rows)), definition.sort ?? [])
  // What reads a running sum or a place among all rows is computed again once the order is known.
  const isOfAll = columns.some(({ running, quantile, ordinal }) => (running ?? quantile ?? ordinal) !== undefined)
  const all = isOfAll ? compute(columns, ordinals(columns, quantiles(columns, runningSums(columns, sorted)))) : sorted
  const rows = keptRows(context, definition, parameters, columns, all)
  const totals = formulaTotals(columns, totalsOf(columns, rows), (each, row) => ofSums(() => compute(each, [row])[0]!))
  return { definition, plan, parameters, columns, rows, totals }
}

/** What a formula cannot say of the sums (a share of nothing) has no total; of rows it stays an error. */
function ofSums(computed: () => ReportRow): ReportRow {
  try {
    return computed()
  } catch (error) {
    if (error instanceof AppError && error.code === 'formula-error') return {}
    throw error
  }
}
