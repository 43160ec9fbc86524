import type { ReportRequest, ReportRow, ReportShape, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { groupRows } from '../group-rows.ts'
import { figure, pathOf, splitColumns } from '../report-columns.ts'

interface Kind {
  name: string
  label: { zh: string; en: string } | string
  direction: 'in' | 'out'
  /** Kinds of records whose entries belong here. */
  entities: string[]
}

type Measured = ReturnType<typeof splitColumns>['measures'][number]

/** Columns for entries that no kind names. */
const others: readonly Kind[] = [
  { name: 'OtherIn', label: { zh: '其他入', en: 'Other in' }, direction: 'in', entities: [] },
  { name: 'OtherOut', label: { zh: '其他出', en: 'Other out' }, direction: 'out', entities: [] },
]

/**
 * Opening, in and out by kind of record, closing: closing = opening + Σ in − Σ out, for every measure. A kind of record that
 * stands in one direction only counts net there (what was undone reduces it); one that stands in both is split by sign.
 */
export const flow: ReportShape = {
  name: 'flow',
  label: { zh: '收发存汇总表', en: 'Flow' },
  help: { zh: '期初、按单据种类的收入与发出、期末', en: 'Opening, in and out by kind of record, closing' },
  options: {
    flow: {
      type: 'object',
      properties: {
        kinds: {
          type: 'array',
          minItems: 1,
          maxItems: 40,
          items: {
            type: 'object',
            properties: {
              name: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
              label: { $ref: 'vocabulary.schema.json#/$defs/label' },
              direction: { enum: ['in', 'out'] },
              entities: { type: 'array', items: { $ref: 'vocabulary.schema.json#/$defs/entityName' }, minItems: 1 },
            },
            required: ['name', 'label', 'direction', 'entities'],
            additionalProperties: false,
          },
        },
      },
      required: ['kinds'],
      additionalProperties: false,
    },
  },
  requiredOptions: ['flow'],
  made: (report) =>
    report.columns.flatMap(({ name, aggregate }) =>
      aggregate === undefined ? [] : partsOf([...(report.flow as { kinds: Kind[] }).kinds, ...others]).map((part) => `${name}${part}`),
    ),
  plan: (request) => {
    const { group, measures } = splitColumns(request)
    const { from, to } = request.parameters
    const start = from instanceof CalendarDate ? from : undefined
    const read = { group: [...group, { name: '@entity', path: ['entity'] }], measures, where: request.where }
    const entries = { name: 'entries', of: 'entries' as const, ...read, from: start, to: to instanceof CalendarDate ? to : undefined }
    if (start === undefined) return [entries]
    return [{ name: 'opening', of: 'balances', group, measures, where: request.where, to: start.addDays(-1) }, entries]
  },
  shape: (request, answers) => {
    const { group, measures } = splitColumns(request)
    const kinds = [...(request.report.flow as { kinds: Kind[] }).kinds, ...others]
    const opening = (answers.opening ?? []).map((row): ReportRow => ({ ...row, '@opening': true }))
    const rows = [...groupRows([...opening, ...(answers.entries ?? [])], group).values()].map((entries) =>
      flowRow(entries, group, measures, kinds),
    )
    const named = (name: string): string[] => [`${name}Opening`, ...kinds.map((kind) => `${name}${upper(kind.name)}`)]
    const isMoved = (row: ReportRow): boolean => measures.some(({ name }) => named(name).some((each) => !figure(row, each).isZero()))
    return { columns: columnsOf(request, measures, kinds), rows: rows.filter(isMoved).map((row) => withoutZeros(row, measures, kinds)) }
  },
}

/** What did not move in the end is empty: who reads a wide table looks for figures. */
function withoutZeros(row: ReportRow, measures: readonly Measured[], kinds: readonly Kind[]): ReportRow {
  const still = measures
    .flatMap(({ name }) => kinds.map((kind) => `${name}${upper(kind.name)}`))
    .filter((name) => figure(row, name).isZero())
  return { ...row, ...Object.fromEntries(still.map((name) => [name, null])) }
}

function flowRow(
  entries: readonly ReportRow[],
  group: readonly { readonly name: string }[],
  measures: readonly Measured[],
  kinds: readonly Kind[],
): ReportRow {
  const row: ReportRow = Object.fromEntries(group.map(({ name }) => [name, entries[0]?.[name]]))
  for (const { name } of measures) {
    const add = (column: string, amount: Decimal): void => {
      row[`${name}${column}`] = figure(row, `${name}${column}`).add(amount)
    }
    add('Opening', Decimal.zero)
    add('Closing', Decimal.zero)
    for (const entry of entries) {
      const amount = figure(entry, name)
      add('Closing', amount)
      const kind = entry['@opening'] === true ? undefined : kindOf(kinds, entry['@entity'], amount)
      if (kind === undefined) add('Opening', amount)
      else add(upper(kind.name), kind.direction === 'in' ? amount : amount.negate())
    }
  }
  return row
}

/** The kind that names the record's entity; by sign where two do, or none. */
function kindOf(kinds: readonly Kind[], entity: unknown, amount: Decimal): Kind {
  const named = kinds.filter((kind) => kind.entities.includes(entity as string))
  if (named.length === 1) return named[0] as Kind
  const direction = amount.sign() < 0 ? 'out' : 'in'
  return (named.find((kind) => kind.direction === direction) ?? others.find((kind) => kind.direction === direction)) as Kind
}

function columnsOf(request: ReportRequest, measures: readonly Measured[], kinds: readonly Kind[]): ResultColumn[] {
  return request.report.columns.flatMap((column): ResultColumn[] => {
    if (column.formula !== undefined || !measures.some(({ name }) => name === column.name)) return [column]
    const own = column.label ?? pathOf(column).join('.')
    const parts: [string, Kind['label']][] = [
      ['Opening', { zh: '期初', en: 'Opening' }],
      ...kinds.map((kind): [string, Kind['label']] => [upper(kind.name), kind.label]),
      ['Closing', { zh: '期末', en: 'Closing' }],
    ]
    return parts.map(([name, label]) => ({
      ...column,
      name: `${column.name}${name}`,
      like: column.name,
      total: true,
      label: { zh: `${inWords(label, 'zh')}${inWords(own, 'zh')}`, en: `${inWords(label, 'en')}: ${inWords(own, 'en')}` },
    }))
  })
}

const partsOf = (kinds: readonly Kind[]): string[] => ['Opening', ...kinds.map(({ name }) => upper(name)), 'Closing']

function inWords(label: Kind['label'], language: 'zh' | 'en'): string {
  return typeof label === 'string' ? label : label[language]
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
