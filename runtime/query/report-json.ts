import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { QueryContext } from './query.ts'
import { recordTitles, type RecordName } from './record-titles.ts'
import type { DescribedColumn } from './report-source.ts'
import { titlesOf } from './titles.ts'

/** Virtual coordinates travel as `@name`: they are no records. */
const VIRTUAL_MARK = '@'

/** A report on the wire: columns with label and type, rows with exact strings, titles of what the rows refer to. */
export async function resultToJson(
  context: QueryContext,
  report: ReportDefinition,
  columns: readonly DescribedColumn[],
  rows: readonly ReportRow[],
  totals: Record<string, Decimal>,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const titles: Record<string, Record<string, string>> = {}
  const records: Record<string, RecordName> = {}
  for (const column of columns) {
    const ids = [...new Set(rows.map((row) => row[column.name]).filter((value): value is number => typeof value === 'number'))]
    if (column.field.type === 'record') Object.assign(records, await recordTitles(context, ids))
    else if (referenceOf(column) !== undefined) titles[column.name] = await titlesByText(context, referenceOf(column) as string, ids)
    Object.assign((titles[column.name] ??= {}), virtualTitles(context, report, column))
  }
  return {
    columns: columns.map(({ name, label, field, drill, total, formula, head }) => ({
      name,
      label,
      type: field.type,
      scale: field.scale,
      entity: referenceOf({ field }),
      options: field.options,
      unit: field.unit,
      drill,
      total,
      formula,
      head,
    })),
    rows: rows.map((row) => rowToJson(row, columns)),
    totals: Object.fromEntries(
      Object.entries(totals).map(([name, value]) => [
        name,
        decimalText(value, columns.find((column) => column.name === name)?.field.scale),
      ]),
    ),
    titles,
    records,
    parameters: await parametersToJson(context, report, parameters),
  }
}

/** What the report was made with, defaults included: the value on the wire, and the title of what it refers to. */
async function parametersToJson(
  context: QueryContext,
  report: ReportDefinition,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, { value: unknown; title?: string }>> {
  const shown: Record<string, { value: unknown; title?: string }> = {}
  for (const field of report.parameters ?? []) {
    const value = values[field.name] ?? null
    if (value === null) continue
    const entity = referenceOf({ field })
    const ids = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'number')
    const titles = entity === undefined ? undefined : await titlesOf(context, entity, ids)
    shown[field.name] = {
      value: requireContribution(context.registry, 'fields', field.type).toJson(value, field),
      title: titles && ids.map((id) => titles.get(id) ?? `#${formatId(id)}`).join('、'),
    }
  }
  return shown
}

function rowToJson(row: ReportRow, columns: readonly DescribedColumn[]): Record<string, unknown> {
  const json: Record<string, unknown> = row.opening === true ? { opening: true } : row.subtotal === true ? { subtotal: true } : {}
  if (row['@style'] !== undefined) json['@style'] = row['@style']
  for (const { name, field } of columns) json[name] = valueToJson(row[name] ?? null, field.scale)
  return json
}

function valueToJson(value: unknown, scale: number | undefined): unknown {
  if (value instanceof Decimal) return decimalText(value, scale)
  if (typeof value === 'number') return formatId(value)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return String(value)
  return value
}

function decimalText(value: Decimal, scale: number | undefined): string {
  return (scale === undefined ? value : value.round(scale)).toString()
}

export function referenceOf({ field }: Pick<DescribedColumn, 'field'>): string | undefined {
  if (field.type === 'member') return 'person'
  if (field.type === 'department') return 'department'
  return field.type === 'reference' ? field.entity : undefined
}

async function titlesByText(context: QueryContext, entity: string, ids: readonly number[]): Promise<Record<string, string>> {
  return Object.fromEntries([...(await titlesOf(context, entity, ids))].map(([id, title]) => [formatId(id), title]))
}

function virtualTitles(context: QueryContext, report: ReportDefinition, column: DescribedColumn): Record<string, string> {
  const ledger = report.from.ledger === undefined ? undefined : context.model.ledgers.get(report.from.ledger)
  const dimension = ledger?.dimensions.find((each) => each.name === (column.value ?? column.name))
  const label = (each: { name: string; label: string | { zh: string; en: string } }): string =>
    typeof each.label === 'string' ? each.label : each.label[context.language]
  return Object.fromEntries((dimension?.virtual ?? []).map((each) => [`${VIRTUAL_MARK}${each.name}`, label(each)]))
}
