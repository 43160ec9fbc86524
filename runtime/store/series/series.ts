import { fail } from '@formwork/platform/error/index.ts'
import { andThen } from '../and-then.ts'
import type { MaybePromise, Plan, Reading, TableShape, Transaction } from '../database.ts'

/** Number series: the last number given for each series and reset period. */
export const seriesTables: readonly TableShape[] = [
  {
    name: 'series',
    columns: [
      { name: 'name', type: 'text', required: true },
      { name: 'period', type: 'text', required: true },
      { name: 'last', type: 'integer', required: true },
    ],
    primaryKey: ['name', 'period'],
    clustered: true,
  },
]

const draw: Plan = {
  sql: 'insert into series (name, period, last) values (?, ?, 1) on conflict (name, period) do update set last = series.last + 1 returning last',
}
const peek: Plan = { sql: 'select last from series where name = ? and period = ?' }
const raise: Plan = {
  sql: 'insert into series (name, period, last) values (?, ?, ?) on conflict (name, period) do update set last = excluded.last where series.last < excluded.last',
}

/**
 * Draws the next number under the series row's lock: a transaction that rolls back gives it back, so a series
 * drawn in the posting transaction has no gaps. Errors: `series-exhausted` beyond `digits`.
 */
export function drawNumber(transaction: Transaction, series: string, period: string, digits: number): MaybePromise<number> {
  return andThen(transaction.get(draw, [series, period]), (row) => {
    const last = Number(row!.last)
    if (String(last).length > digits) throw fail('series-exhausted', { series })
    return last
  })
}

/** The number that a draw would give now; nothing is written. */
export async function peekNumber(reading: Reading, series: string, period: string): Promise<number> {
  const row = await reading.get(peek, [series, period])
  return Number(row?.last ?? 0) + 1
}

/** After an import: numbers up to `last` are taken. */
export async function raiseSeries(transaction: Transaction, series: string, period: string, last: number): Promise<void> {
  await transaction.run(raise, [series, period, last])
}
