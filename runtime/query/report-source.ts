import type { FieldDefinition, ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
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
    const whole: FieldDefinition = found ?? column.source ?? { name: column.name, type: column.type ?? 'text', scale: column.scale }
    const field =
      own?.aggregate === 'count' ? counted(whole) : own?.part === undefined ? namedField(context, whole, own) : partField(whole, own.part)
    return {
      ...column,
      label: column.label ?? field.label ?? column.name,
      field: { ...field, name: column.name, scale: column.scale ?? field.scale },
    }
  })
}

/** How many there are is a figure, whatever is counted. */
const counted = ({ name, label }: FieldDefinition): FieldDefinition => ({ name, label, type: 'number', scale: 0 })

/** Names of entities and of items of a dictionary are shown by their labels. */
function namedField(context: QueryContext, field: FieldDefinition, column: ReportColumn | undefined): FieldDefinition {
  if (field === ENTITY_NAME) {
    const options = [...context.model.entities.values()].map(({ name, label }) => ({ name, label: label ?? name }))
    return { ...field, type: 'select', options }
  }
  const items = column?.dictionary === undefined ? undefined : context.model.dictionaries.get(column.dictionary)?.items
  return items === undefined ? field : { ...field, type: 'select', options: items }
}

const ENTITY_NAME: FieldDefinition = { name: 'entity', label: { zh: '单据种类', en: 'Kind of record' }, type: 'text' }

/** A part of a date is a text; days of the week and months of any year have names. */
function partField({ name, label }: FieldDefinition, part: NonNullable<ReportColumn['part']>): FieldDefinition {
  const options = part === 'weekday' ? WEEKDAYS : part === 'calendarMonth' ? MONTHS : undefined
  return options === undefined ? { name, label, type: 'text' } : { name, label, type: 'select', options }
}

const MONTHS: NonNullable<FieldDefinition['options']> = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'].entries(),
].map(([index, en]) => ({ name: String(index + 1).padStart(2, '0'), label: { zh: `${index + 1}月`, en } }))

const WEEKDAYS: NonNullable<FieldDefinition['options']> = [
  { name: '1', label: { zh: '周一', en: 'Monday' } },
  { name: '2', label: { zh: '周二', en: 'Tuesday' } },
  { name: '3', label: { zh: '周三', en: 'Wednesday' } },
  { name: '4', label: { zh: '周四', en: 'Thursday' } },
  { name: '5', label: { zh: '周五', en: 'Friday' } },
  { name: '6', label: { zh: '周六', en: 'Saturday' } },
  { name: '7', label: { zh: '周日', en: 'Sunday' } },
]

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
    if (attribute.entity !== undefined && rest.length > 0) return findEntityField(context, attribute.entity, rest)
    return { name: attribute.name, label: attribute.label, type: attribute.type, entity: attribute.entity, scale: attribute.scale }
  }
  return systemLedgerColumns[first ?? '']
}

const ENTRY_KINDS: NonNullable<FieldDefinition['options']> = [
  { name: 'post', label: { zh: '记账', en: 'Posted' } },
  { name: 'mirror', label: { zh: '冲回', en: 'Reversed' } },
  { name: 'close', label: { zh: '结账', en: 'Closed' } },
  { name: 'reopen', label: { zh: '反结账', en: 'Reopened' } },
  { name: 'switch', label: { zh: '切换', en: 'Switched' } },
]

/** What every entry carries. */
const systemLedgerColumns: Record<string, FieldDefinition | undefined> = {
  at: { name: 'at', label: { zh: '日期', en: 'Date' }, type: 'date' },
  entity: ENTITY_NAME,
  enteredAt: { name: 'enteredAt', label: { zh: '记账时间', en: 'Entered' }, type: 'date-time' },
  person: { name: 'person', label: { zh: '经办人', en: 'By' }, type: 'member' },
  kind: { name: 'kind', label: { zh: '记账方式', en: 'Kind of entry' }, type: 'select', options: ENTRY_KINDS },
  record: { name: 'record', label: { zh: '单据', en: 'Record' }, type: 'record' },
}
