import type { FieldDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { ReportSource, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import type { QueryContext } from './query.ts'
import { findSystemField } from './system-columns.ts'

/** What a report is made over, in the shape's words. */
export function reportSource(context: QueryContext, report: ReportDefinition): ReportSource {
  const ledger = report.from.ledger === undefined ? undefined : context.model.ledgers.get(report.from.ledger)
  if (ledger === undefined) return { measures: [], dimensions: [], attributes: [] }
  return {
    measures: [...ledger.measures, ...(ledger.derived ?? [])].map((measure) => measure.name),
    dimensions: ledger.dimensions.map((dimension) => dimension.name),
    attributes: (ledger.attributes ?? []).map((attribute) => attribute.name),
  }
}

/** A result column with the field that formats it. */
export type DescribedColumn = ResultColumn & { readonly field: FieldDefinition }

/** Gives each column its label and type: from the definition, else from the field, dimension or measure that it reads. */
export function describeColumns(context: QueryContext, report: ReportDefinition, columns: readonly ResultColumn[]): DescribedColumn[] {
  return columns.map((column) => {
    const own = report.columns.find((each) => each.name === (column.like ?? column.name))
    const path = (own?.value ?? column.value ?? column.like ?? column.name).split('.')
    const found = column.formula === undefined && column.type === undefined ? findColumn(context, report, path) : undefined
    const field: FieldDefinition = found ?? { name: column.name, type: column.type ?? 'text', scale: column.scale }
    return {
      ...column,
      label: column.label ?? field.label ?? column.name,
      field: { ...field, name: column.name, scale: column.scale ?? field.scale },
    }
  })
}

function findColumn(context: QueryContext, report: ReportDefinition, path: readonly string[]): FieldDefinition | undefined {
  if (report.from.ledger !== undefined) return findLedgerColumn(context, report.from.ledger, path)
  const [first, ...rest] = path
  if (first !== undefined && first === report.from.lines) return findField(context, linesOf(context, report), rest)
  return findEntityField(context, report.from.entity as string, path)
}

function linesOf(context: QueryContext, report: ReportDefinition): readonly FieldDefinition[] {
  const entity = context.model.entities.get(report.from.entity as string)
  return entity?.fields.find((field) => field.name === report.from.lines)?.fields ?? []
}

function findEntityField(context: QueryContext, entity: string, path: readonly string[]): FieldDefinition | undefined {
  return (
    findField(context, context.model.entities.get(entity)?.fields ?? [], path) ??
    (path.length === 1 ? findSystemField(path[0] as string)?.field : undefined)
  )
}

function findField(context: QueryContext, fields: readonly FieldDefinition[], path: readonly string[]): FieldDefinition | undefined {
  const [name, ...rest] = path
  const field = fields.find((candidate) => candidate.name === name)
  if (field === undefined || rest.length === 0) return field
  const target = field.entity ?? (field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : undefined)
  return target === undefined ? undefined : findEntityField(context, target, rest)
}

function findLedgerColumn(context: QueryContext, name: string, path: readonly string[]): FieldDefinition | undefined {
  const ledger = context.model.ledgers.get(name)
  const [first, ...rest] = path
  const dimension = ledger?.dimensions.find((each) => each.name === first)
  if (dimension !== undefined) {
    if (dimension.entity !== undefined && rest.length > 0) return findEntityField(context, dimension.entity, rest)
    return {
      name: dimension.name,
      label: dimension.label,
      type: dimension.type === 'record' ? 'record' : dimension.type,
      entity: dimension.entity,
    }
  }
  const measure = ledger?.measures.find((each) => each.name === first)
  if (measure !== undefined) {
    return { name: measure.name, label: measure.label, type: measure.type, scale: measure.scale, unit: measure.unit }
  }
  const derived = ledger?.derived?.find((each) => each.name === first)
  if (derived !== undefined) return { name: derived.name, label: derived.label, type: 'number', scale: derived.scale }
  const attribute = ledger?.attributes?.find((each) => each.name === first)
  if (attribute !== undefined) {
    return { name: attribute.name, label: attribute.label, type: attribute.type, entity: attribute.entity, scale: attribute.scale }
  }
  return systemLedgerColumns[first ?? '']
}

/** What every entry carries. */
const systemLedgerColumns: Record<string, FieldDefinition | undefined> = {
  at: { name: 'at', label: { zh: '日期', en: 'Date' }, type: 'date' },
  record: { name: 'record', label: { zh: '单据', en: 'Record' }, type: 'record' },
}
