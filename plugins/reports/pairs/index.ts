import type { ReportRequest, ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { groupRows } from '../group-rows.ts'
import { partOf } from '../part-of.ts'
import { pathOf } from '../report-columns.ts'

/** The columns that rows agree in. */
const pairedBy = ({ report }: ReportRequest): { name: string }[] => (report.pairedBy as string[]).map((name) => ({ name }))

/**
 * Each row of a report with each row of the next one that agrees with it in `pairedBy`: what one place has too much of, and
 * another one lacks. Columns go by name (`value` is their name of it); of a column that several parts have the first one counts.
 */
export const pairs: ReportShape = {
  name: 'pairs',
  label: { zh: '配对报表', en: 'Pairs' },
  help: {
    zh: '把几张报表里指定列相同的行两两配成一行',
    en: 'Puts rows of several reports that agree beside each other, each with each',
  },
  options: {
    pairedBy: { type: 'array', items: { $ref: 'vocabulary.schema.json#/$defs/fieldName' }, minItems: 1, maxItems: 6, uniqueItems: true },
  },
  requiredOptions: ['pairedBy'],
  plan: () => [],
  parts: (request) => (request.report.parts ?? []).map((part) => partOf(request, part)),
  shape: (request, answers) => {
    const [first = [], ...others] = (request.report.parts ?? []).map(({ name }) => answers[name] ?? [])
    const rows = others.reduce<readonly ReportRow[]>((found, next) => paired(found, next, pairedBy(request)), first)
    return { columns: request.report.columns, rows: rows.map((row) => ownRow(request, row)) }
  },
}

function paired(rows: readonly ReportRow[], next: readonly ReportRow[], by: readonly { name: string }[]): ReportRow[] {
  const alike = groupRows(next, by)
  return [...groupRows(rows, by)].flatMap(([key, own]) =>
    own.flatMap((row) => (alike.get(key) ?? []).map((other) => ({ ...other, ...row }))),
  )
}

function ownRow({ report }: ReportRequest, row: ReportRow): ReportRow {
  const own = report.columns.filter(({ formula }) => formula === undefined)
  return Object.fromEntries(own.map((column) => [column.name, row[pathOf(column)[0]!] ?? null]))
}
