import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, DateTime, Decimal, formatId } from '@formwork/platform/value/index.ts'

/** Types whose missing figure is nothing, so that formulas go on with it. */
const FIGURES = new Set(['number', 'money', 'percent'])

/** What a joined column needs of the report that it reads. */
export interface JoinedReport {
  readonly columns: readonly {
    readonly name: string
    readonly label?: ResultColumn['label']
    readonly field: { type: string; scale?: number }
  }[]
  readonly rows: readonly ReportRow[]
}

/** A report of a module that is off: its figures count as nothing and are not shown. */
export const NOTHING: JoinedReport = { columns: [], rows: [] }

/** The definition as its shape sees it: figures of other reports and running sums are added afterwards. */
export function withoutJoins(definition: ReportDefinition): ReportDefinition {
  return {
    ...definition,
    columns: definition.columns.filter(
      ({ join, running, quantile, ordinal, fields }) => (join ?? running ?? quantile ?? ordinal ?? fields) === undefined,
    ) as ReportDefinition['columns'],
  }
}

/** Puts joined columns and running sums where the definition has them, and the figures of others into the rows. */
export function joinColumns(
  definition: ReportDefinition,
  shaped: { readonly columns: readonly ResultColumn[]; readonly rows: readonly ReportRow[] },
  joined: ReadonlyMap<string, JoinedReport>,
): { columns: readonly ResultColumn[]; rows: readonly ReportRow[] } {
  let { columns, rows } = shaped
  for (const [position, column] of definition.columns.entries()) {
    const before = definition.columns.slice(0, position).map(({ name }) => name)
    if (column.running !== undefined) {
      columns = insertAfter(columns, { ...column, type: column.type ?? 'number', scale: column.scale ?? 2 }, before)
    }
    if (column.quantile !== undefined || column.ordinal !== undefined) {
      columns = insertAfter(columns, { ...column, type: 'number', scale: 0 }, before)
    }
    if (column.fields !== undefined) columns = insertAfter(columns, { ...column, type: 'text' }, before)
    const other = column.join === undefined ? undefined : joined.get(column.name)
    if (other === undefined) continue
    const source = other.columns.find(({ name }) => name === column.join!.column)
    const described: ResultColumn = {
      ...column,
      label: column.label ?? source?.label,
      type: column.type ?? source?.field.type ?? 'number',
      scale: column.scale ?? source?.field.scale,
      shown: other === NOTHING ? false : column.shown,
    }
    columns = insertAfter(columns, described, before)
    rows = fill(column, other.rows, rows, FIGURES.has(described.type ?? '') ? Decimal.zero : null)
  }
  return { columns, rows }
}

/** After the last of the columns before it that the shape has kept, or first. */
function insertAfter(columns: readonly ResultColumn[], column: ResultColumn, before: readonly string[]): ResultColumn[] {
  const index = columns.findLastIndex((each) => before.includes(each.like ?? each.name))
  return columns.toSpliced(index + 1, 0, column)
}

function fill(column: ReportColumn, theirs: readonly ReportRow[], rows: readonly ReportRow[], missing: Decimal | null): ReportRow[] {
  const on = Object.entries(column.join!.on ?? {})
  const values = new Map<string, unknown>()
  for (const row of theirs) {
    const key = keyOf(on.map(([their]) => row[their]))
    values.set(key, add(values.get(key), row[column.join!.column]))
  }
  return rows.map((row) => ({ ...row, [column.name]: values.get(keyOf(on.map(([, mine]) => row[mine]))) ?? missing }))
}

/** Figures of several rows are added up; of anything else the first one counts. */
function add(before: unknown, value: unknown): unknown {
  if (before === undefined || before === null) return value
  return before instanceof Decimal && value instanceof Decimal ? before.add(value) : before
}

function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => (value === null || value === undefined ? null : String(value))))
}

/** A value as a parameter on the wire: reports read what they are asked with in one way only. */
export function toWire(value: unknown): unknown {
  if (value instanceof CalendarDate || value instanceof DateTime || value instanceof Decimal) return String(value)
  if (typeof value === 'number') return formatId(value)
  return Array.isArray(value) ? value.map(toWire) : value
}
