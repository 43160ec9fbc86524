import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { ReportRead, ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { groupRows } from '../group-rows.ts'
import { splitColumns, withAverages, withoutEmptyRows } from '../report-columns.ts'

type Aggregate = ReportRead['measures'][number]['aggregate']

interface TurnoverOptions {
  /** Coordinates to look at, by dimension: names of virtual places, which are else left out. */
  at: Record<string, string>
}

/** What was entered in a ledger between two days (parameters `from` and `to`), added up by its columns. */
export const turnover: ReportShape = {
  name: 'turnover',
  label: { zh: '发生额表', en: 'Turnover' },
  help: { zh: '按所选列汇总一段时间内的台账发生额', en: 'Adds up what was entered in a ledger in a period, by the chosen columns' },
  options: {
    turnover: {
      type: 'object',
      properties: { at: { type: 'object', additionalProperties: { type: 'string', maxLength: 60 } } },
      required: ['at'],
      additionalProperties: false,
    },
  },
  plan: (request) => {
    const { from, to } = request.parameters
    const { at } = (request.report.turnover ?? { at: {} }) as TurnoverOptions
    const where = Object.entries(at).map(([name, value]): Predicate => ({
      compare: '=',
      left: { path: [name] },
      right: { constant: value },
    }))
    const period = { from: from instanceof CalendarDate ? from : undefined, to: to instanceof CalendarDate ? to : undefined }
    return [{ name: 'entries', of: 'entries', ...splitColumns(request), where: [...request.where, ...where], ...period }]
  },
  shape: (request, answers) => {
    const { group, measures } = splitColumns(request)
    const rows = [...groupRows(answers.entries ?? [], group).values()].map((entries): ReportRow => {
      const figures = measures.map(({ name, aggregate }) => [name, aggregated(aggregate, entries, name)])
      return { ...entries[0], ...Object.fromEntries(figures) }
    })
    const moved = withoutEmptyRows(rows, measures)
    return withAverages(request, moved)
  },
}

/** Of the entries that move the figure at all: what does not touch it is no smallest one and counts for no average. */
function aggregated(aggregate: Aggregate, entries: readonly ReportRow[], name: string): unknown {
  const moved = entries.map((entry) => entry[name]).filter((each) => each != null && !(each instanceof Decimal && each.isZero()))
  if (aggregate === 'count') return Decimal.of(moved.length)
  if (aggregate === 'sum') return moved.reduce<Decimal>((sum, each) => (each instanceof Decimal ? sum.add(each) : sum), Decimal.zero)
  const sign = aggregate === 'minimum' ? -1 : 1
  return moved.reduce((best, each) => (best === undefined || order(each, best) * sign > 0 ? each : best), undefined) ?? null
}

/** Days and figures by their own order. */
function order(one: unknown, other: unknown): number {
  return one instanceof CalendarDate || one instanceof Decimal ? one.compare(other as never) : 0
}
