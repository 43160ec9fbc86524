import type { FieldDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { CalendarDate, Decimal, formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { daysOfPart } from '../engine/report/date-parts.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { notPermitted } from './not-permitted.ts'
import { periodParameters } from './earlier-period.ts'
import { constantOperand } from './filter.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { recordTitles, type RecordName } from './record-titles.ts'
import { BY, readBy } from './report-request.ts'
import { readRecords } from './report-rows.ts'
import { describeColumns, type DescribedColumn } from './report-source.ts'
import { readParameters } from './report-parameters.ts'
import { authorizeReport } from './run-report.ts'
import { titlesOf } from './titles.ts'

/** As many as somebody reads; what they add up to counts them all. */
const MOST_SHOWN = 200
const MOST_READ = 20_000

interface OriginRequest {
  readonly report: string
  readonly column: string
  readonly parameters: Record<string, unknown>
  /** The row: its group values by column name, as the report had them on the wire. */
  readonly where: Record<string, unknown>
}

/**
 * What a figure of a report is made of: the records or entries behind it, each with its share, and what they add up to.
 * Errors: unknown-field for a column that is no figure of the source, those of the report.
 */
export const reportOrigin: Query = {
  name: 'report-origin',
  cost: 'long',
  async run(context: QueryContext, request: OriginRequest): Promise<unknown> {
    const { [BY]: by, ...given } = request.parameters
    const { definition, plan } = authorizeReport(context, request.report, 'view', readBy(by))
    refuseWhole(context, definition)
    const column = definition.columns.find((each) => each.name === request.column)
    if (column === undefined) throw fail('unknown-field', { field: request.column }, 'column')
    if (column.formula !== undefined) return { formula: column.formula, total: null, rows: [] }
    const parameters = readParameters(context, definition, given)
    const described = describeColumns(context, definition, definition.columns)
    const where: Predicate[] = [...parameters.where]
    for (const each of described) {
      if (Object.hasOwn(request.where, each.name) && each.aggregate === undefined && each.formula === undefined && each !== column) {
        where.push(...keeps(each, request.where[each.name], context))
      }
    }
    const path = (column.value ?? column.name).split('.')
    const source = readingSource(context, parameters.values)
    const measures = [{ name: 'value', path, aggregate: column.aggregate === 'count' ? ('count' as const) : ('sum' as const) }]
    const isLedger = definition.from.ledger !== undefined
    const period = periodParameters(definition)
    const day = (name: string | undefined): CalendarDate | undefined => {
      const value = name === undefined ? undefined : parameters.values[name]
      return value instanceof CalendarDate ? value : undefined
    }
    const read = { name: 'origin', measures, where }
    const rows = isLedger
      ? await readLedgerRows(
          source,
          plan,
          {
            ...read,
            of: 'entries',
            group: ['at', 'record'].map((name) => ({ name, path: [name] })),
            from: day(period?.from),
            to: day(period?.to ?? 'at'),
          },
          MOST_READ,
        )
      : (
          await readRecords(
            context,
            plan,
            definition,
            { ...read, of: 'records', group: [{ name: 'record', path: ['id'] }] },
            source,
            MOST_READ,
          )
        ).flat()
    return originToJson(context, definition.from.also === undefined ? definition.from.entity : undefined, rows)
  },
}

/** What is shown whole tells its figures, not the records: only whoever may see all of these is led to them. */
function refuseWhole(context: QueryContext, { name, label, from }: ReportDefinition): void {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const isForeign = authority.rows(from.ledger ?? from.entity ?? '', 'view') !== 'all'
  if (authority.seesWhole(name) && isForeign) throw notPermitted('view', label ?? name)
}

function keeps(column: DescribedColumn, value: unknown, context: QueryContext): Predicate[] {
  const path = (column.value ?? column.name).split('.')
  if (column.part === undefined || value === null) return [keepsValue(path, value, column.field, context)]
  const days = daysOfPart(String(value), column.part)
  if (days === undefined) throw fail('bad-request', { reason: column.name }, 'where')
  return [
    { compare: '>=', left: { path }, right: constantOperand(days.from) },
    { compare: '<=', left: { path }, right: constantOperand(days.to) },
  ]
}

function keepsValue(path: readonly string[], value: unknown, field: FieldDefinition, context: QueryContext): Predicate {
  const left = { path: [...path] }
  if (value === null || value === undefined) return { isNull: left }
  const text = String(value)
  if (text.startsWith('@')) return { compare: '=', left, right: { constant: text.slice(1) } }
  if (field.type === 'record') return { compare: '=', left, right: { constant: text } }
  const checked = requireContribution(context.registry, 'fields', field.type).check(value, field)
  if (checked.problem !== undefined) throw fail('bad-request', { reason: path.join('.') }, 'where')
  return { compare: '=', left, right: constantOperand(checked.value) }
}

async function originToJson(context: QueryContext, entity: string | undefined, rows: readonly ReportRow[]): Promise<unknown> {
  const moved = rows.filter(({ value }) => value instanceof Decimal && !value.isZero())
  const total = moved.reduce((sum, { value }) => sum.add(value as Decimal), Decimal.zero)
  const shown = moved.slice(0, MOST_SHOWN)
  const ids = [...new Set(shown.map(({ record }) => record).filter((id): id is number => typeof id === 'number' && id > 0))]
  const names: Record<string, RecordName> =
    entity === undefined
      ? await recordTitles(context, ids)
      : Object.fromEntries([...(await titlesOf(context, entity, ids))].map(([id, title]) => [formatId(id), { entity, title }]))
  return {
    total: total.toString(),
    count: moved.length,
    rows: shown.map(({ record, at, value }) => ({
      id: typeof record === 'number' && record > 0 ? formatId(record) : null,
      ...(typeof record === 'number' ? names[formatId(record)] : undefined),
      at: at === undefined || at === null ? undefined : String(at),
      value: (value as Decimal).toString(),
    })),
  }
}
