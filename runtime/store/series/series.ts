import { fail } from '@formwork/platform/error/index.ts'
import { andThen } from '../and-then.ts'
import type { MaybePromise, Plan, Reading, TableShape, Transaction } from '../database.ts'
import { forget, remember, remembered } from '../remember.ts'

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
  if (transaction.memory === undefined) return drawFromRow(transaction, series, period, digits)
  const key = keyOf(series, period)
  return andThen(
    remembered(transaction, SERIES, key, () => readLast(transaction, series, period)),
    (last) => {
      const next = withinDigits(last + 1, series, digits)
      return andThen(transaction.writeExpected(raise, [series, period, next]), (isWritten) => {
        if (!isWritten) {
          forget(transaction, SERIES, key)
          return drawFromRow(transaction, series, period, digits)
        }
        remember(transaction, SERIES, key, next)
        return next
      })
    },
  )
}

/** Kind of what a connection remembers: the last number of each series, as its own transactions left it. */
const SERIES = 'series'

function keyOf(series: string, period: string): string {
  return `${series}\u001f${period}`
}

function drawFromRow(transaction: Transaction, series: string, period: string, digits: number): MaybePromise<number> {
  return andThen(transaction.get(draw, [series, period]), (row) => withinDigits(Number(row!.last), series, digits))
}

/** Errors: `series-exhausted`. */
function withinDigits(number: number, series: string, digits: number): number {
  if (String(number).length > digits) throw fail('series-exhausted', { series })
  return number
}

async function readLast(reading: Reading, series: string, period: string): Promise<number> {
  const row = await reading.get(peek, [series, period])
  return Number(row?.last ?? 0)
}

/** The number that a draw would give now; nothing is written. */
export async function peekNumber(reading: Reading, series: string, period: string): Promise<number> {
  return (await readLast(reading, series, period)) + 1
}

/** After an import: numbers up to `last` are taken. */
export async function raiseSeries(transaction: Transaction, series: string, period: string, last: number): Promise<void> {
  await transaction.run(raise, [series, period, last])
  forget(transaction, SERIES, keyOf(series, period))
}
