import type { EntityDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal, type CalendarDate } from '@formwork/platform/value/index.ts'
import { api } from '../api/index.ts'

export interface MonthFigure {
  entity: string
  /** Sum of this month's posted records. */
  sum: string
  count: number
  /** Against the same days of last month, in whole percent; undefined when there was nothing to compare with. */
  change: number | undefined
}

/** The field that a document is dated by, and the one whose sum matters. */
export function measuredBy(entity: EntityDefinition, list: ListDefinition | undefined): { date: string; total: string } | undefined {
  const date = entity.fields.find((field) => field.type === 'date')?.name
  const total = list?.columns.find((column) => column.total === true && entity.fields.some((field) => field.name === column.name))?.name
  return entity.nature === 'document' && date !== undefined && total !== undefined ? { date, total } : undefined
}

/** Errors: ApiError. */
export async function readFigure(
  entity: string,
  { date, total }: { date: string; total: string },
  today: CalendarDate,
): Promise<MonthFigure> {
  const ask = (from: CalendarDate, to: CalendarDate) =>
    api.list(entity, {
      filter: {
        and: [
          { field: 'status', operator: 'equals', value: 'posted' },
          { field: date, operator: 'between', value: [from.toString(), to.toString()] },
        ],
      },
      limit: 1,
      totals: total,
      count: true,
    })
  const [now, before] = await Promise.all([ask(today.startOfMonth(), today), ask(today.addMonths(-1).startOfMonth(), today.addMonths(-1))])
  const sum = readSum(now.totals?.[total])
  return { entity, sum: sum.toString(), count: now.count?.value ?? 0, change: changeOf(sum, readSum(before.totals?.[total])) }
}

function readSum(value: unknown): Decimal {
  return typeof value === 'string' ? Decimal.parse(value) : Decimal.zero.round(2)
}

function changeOf(now: Decimal, before: Decimal): number | undefined {
  if (before.isZero()) return undefined
  return now.subtract(before).multiply(Decimal.of(100)).divide(before.abs()).round(0).toSafeInteger()
}
