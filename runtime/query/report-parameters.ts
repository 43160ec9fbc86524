import type { FieldDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { AppError, fail, type ErrorCode, type LocalizedText } from '@formwork/platform/error/index.ts'
import { compileExpression, toQuery, type FeelContext } from '@formwork/platform/expression/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { hidesInReport } from './report-records.ts'
import { reportSource } from './report-source.ts'

export interface ReadParameters {
  /** Inside form; null for what was not given and has no default. */
  readonly values: Record<string, unknown>
  readonly where: Predicate[]
}

/**
 * Parameters of a report from the wire, checked by their field types. A parameter named like a column of the source
 * (a dimension, a field) keeps the rows with that value. Errors: unknown-field, required, and those of the field types.
 */
export function readParameters(context: QueryContext, report: ReportDefinition, given: Record<string, unknown>): ReadParameters {
  const fields = (report.parameters ?? []).filter((field) => !asksHidden(context, report, field.name))
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name))
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, unknown)
  const values: Record<string, unknown> = {}
  for (const field of fields) values[field.name] = readOne(context, field, given[field.name])
  const where = fields
    .filter((field) => values[field.name] !== null && restricts(context, report, field.name))
    .map((field) => keeps(field.name, values[field.name]))
  where.push(
    ...fields.flatMap((field) => (isItself(context, report, field) && values[field.name] != null ? [isRecord(values[field.name])] : [])),
  )
  if (report.filter !== undefined) where.push(bindParameters(toQuery(report.filter.replace(/^=/, '')), values))
  return { values, where }
}

/** A parameter that keeps rows by what is hidden from the reader would tell it by trying: for him there is none. */
function asksHidden(context: QueryContext, report: ReportDefinition, name: string): boolean {
  if ((report.from.ledger ?? report.from.entity) === undefined) return false
  if (restricts(context, report, name) && hidesInReport(context, report, [name])) return true
  return (
    report.filter !== undefined &&
    comparesHidden(toQuery(report.filter.replace(/^=/, '')), name, (path) => hidesInReport(context, report, path))
  )
}

function comparesHidden(predicate: Predicate, parameter: string, isHidden: (path: readonly string[]) => boolean): boolean {
  if ('not' in predicate) return comparesHidden(predicate.not, parameter, isHidden)
  const parts = 'all' in predicate ? predicate.all : 'any' in predicate ? predicate.any : undefined
  if (parts !== undefined) return parts.some((each) => comparesHidden(each, parameter, isHidden))
  const sides = operandsOf(predicate)
  return (
    sides.some((side) => 'parameter' in side && side.parameter === parameter) && sides.some((side) => 'path' in side && isHidden(side.path))
  )
}

function operandsOf(predicate: Predicate): readonly Operand[] {
  if ('compare' in predicate) return [predicate.left, predicate.right]
  if ('in' in predicate) return [predicate.in, ...predicate.list]
  return 'text' in predicate ? [predicate.value, predicate.search] : []
}

function readOne(context: QueryContext, field: FieldDefinition, raw: unknown): unknown {
  if (raw === undefined || raw === null || raw === '') {
    const value = defaultOf(context, field)
    if (value === null && field.required === true) throw fail('required', { label: field.label ?? field.name }, field.name)
    return value
  }
  const value =
    field.multiple === true && typeof raw === 'string'
      ? raw.split(',')
      : field.type === 'switch' && typeof raw === 'string'
        ? raw === 'true'
        : raw
  const checked = requireContribution(context.registry, 'fields', field.type).check(value, field)
  if (checked.problem !== undefined) {
    throw new AppError(checked.problem.code as ErrorCode, {
      parameters: checked.problem.parameters as Record<string, string | number | LocalizedText>,
      path: field.name,
    })
  }
  return checked.value
}

function defaultOf(context: QueryContext, field: FieldDefinition): unknown {
  const { default: value } = field
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || !value.startsWith('=')) {
    return requireContribution(context.registry, 'fields', field.type).check(value, field).value ?? null
  }
  const user: FeelContext = { id: context.actor.person === null ? null : (context.actor.person as never) }
  return compileExpression(value.slice(1), { functions: functionsOf(context.registry) }).evaluate(
    { user },
    { now: context.now, timeZone: context.store.timeZone },
  )
}

function restricts(context: QueryContext, report: ReportDefinition, name: string): boolean {
  if (report.from.ledger !== undefined) return reportSource(context, report).dimensions.includes(name)
  const entity = context.model.entities.get(report.from.entity as string)
  return entity?.fields.some((field) => field.name === name) === true
}

/** A parameter that refers to what the report lists is the record itself. */
function isItself(context: QueryContext, report: ReportDefinition, { name, type, entity }: FieldDefinition): boolean {
  return type === 'reference' && entity !== undefined && entity === report.from.entity && !restricts(context, report, name)
}

function isRecord(id: unknown): Predicate {
  return { compare: '=', left: { path: ['id'] }, right: { constant: formatId(id as number) } }
}

function keeps(name: string, value: unknown): Predicate {
  const left = { path: [name] }
  if (Array.isArray(value)) return { in: left, list: value.map(constantOperand) }
  return { compare: '=', left, right: constantOperand(value) }
}

/** `parameter.x` becomes the value that was given; a condition on a parameter that was not given always holds. */
function bindParameters(predicate: Predicate, values: Readonly<Record<string, unknown>>): Predicate {
  if ('all' in predicate) return { all: predicate.all.map((each) => bindParameters(each, values)) }
  if ('any' in predicate) return { any: predicate.any.map((each) => bindParameters(each, values)) }
  if ('not' in predicate) return { not: bindParameters(predicate.not, values) }
  if (!('compare' in predicate)) return predicate
  const missing = [predicate.left, predicate.right].some((side) => 'parameter' in side && (values[side.parameter] ?? null) === null)
  return missing ? { constant: true } : predicate
}
