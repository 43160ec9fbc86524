import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import { BASE_CURRENCY } from './neutral-postings.ts'
import type { OpenRow } from './open-rows.ts'

/** Days late at which a bucket ends: `not due`, then up to each bound, then beyond. */
const BOUNDS: readonly number[] = [30, 60, 90, 180, 365]

interface View {
  readonly scale: number
  /** Minute that is looked at. */
  readonly at: number
  /** Age counts from the due date, or from the day it was opened. */
  readonly by: 'due' | 'date'
  readonly bounds?: readonly number[]
  readonly nameOf: (party: number) => string
  readonly stepOf: (record: number) => string
}

interface Aged extends OpenRow {
  readonly dueOn: CalendarDate
  readonly late: number
  readonly bucket: string
}

/** What is open, how late it is, and what it adds up to: every open cent stands in exactly one bucket. */
export function observeOpen(rows: readonly OpenRow[], view: View): Record<string, unknown> {
  const bounds = view.bounds ?? BOUNDS
  const names = bucketNames(bounds)
  const today = dateOfMinute(view.at)
  const open = rows
    .filter((row) => row.amount !== 0)
    .toSorted((left, right) => left.party - right.party || left.record - right.record || left.instalment - right.instalment)
    .map((row): Aged => {
      const opened = dateOfMinute(row.opened)
      const dueOn = row.due === null ? opened : CalendarDate.parse(row.due)
      const late = dueOn.daysUntil(today)
      const age = view.by === 'due' ? late : opened.daysUntil(today)
      return { ...row, dueOn, late: Math.max(0, late), bucket: names[bucketOf(age, bounds)]! }
    })
  const exchange = exchangeOf(rows, view.scale)
  return {
    open: open.map((row) => shown(row, view)),
    ageing: ageingOf(open, names, view.scale),
    exposure: exposureOf(open, view),
    ...(exchange === undefined ? {} : { exchange }),
  }
}

function shown(row: Aged, { scale, nameOf, stepOf }: View): Record<string, unknown> {
  const money = (units: number): string => Decimal.fromUnits(units, scale).toString()
  return {
    party: nameOf(row.party),
    side: row.side,
    of: stepOf(row.record),
    instalment: row.instalment,
    due: row.dueOn.toString(),
    open: money(row.amount),
    ...(row.currency === BASE_CURRENCY ? {} : { currency: row.currency, base: money(row.base) }),
    ...(row.later === 0 ? {} : { settledLater: money(-row.later) }),
    late: row.late,
    bucket: row.bucket,
  }
}

function ageingOf(open: readonly Aged[], names: readonly string[], scale: number): Record<string, Record<string, string>> {
  const ageing: Record<string, Record<string, string>> = {}
  const total = (rows: readonly Aged[]): string =>
    rows.reduce((sum, { base }) => sum.add(Decimal.fromUnits(base, scale)), Decimal.fromUnits(0, scale)).toString()
  for (const side of new Set(open.map((row) => row.side))) {
    const own = open.filter((row) => row.side === side)
    const buckets = names.map((bucket) => [bucket, total(own.filter((row) => row.bucket === bucket))])
    ageing[side] = { ...(Object.fromEntries(buckets) as Record<string, string>), total: total(own) }
  }
  return ageing
}

/** What each party owes beyond what it paid in advance, in the base currency. */
function exposureOf(open: readonly Aged[], { scale, nameOf }: View): Record<string, string> {
  const sums = new Map<number, Decimal>()
  for (const { party, side, base } of open) {
    const sign = side === 'claim' ? 1 : side === 'advance on claim' ? -1 : 0
    if (sign !== 0) sums.set(party, (sums.get(party) ?? Decimal.fromUnits(0, scale)).add(Decimal.fromUnits(sign * base, scale)))
  }
  return Object.fromEntries([...sums].map(([party, sum]) => [nameOf(party), sum.toString()]))
}

/** Gains are above 0, losses below: what is owed to others costs more when its currency rises. */
function exchangeOf(rows: readonly OpenRow[], scale: number): { realised: string; unrealised: string } | undefined {
  const sum = (prefix: string): number =>
    rows
      .filter(({ side }) => side.startsWith(prefix))
      .reduce((total, { side, base }) => total + (isOwedToUs(side.slice(prefix.length)) ? base : -base), 0)
  const [realised, unrealised] = [sum('exchange difference on '), sum('revaluation of ')]
  if (!rows.some(({ currency }) => currency !== BASE_CURRENCY)) return undefined
  return { realised: Decimal.fromUnits(realised + 0, scale).toString(), unrealised: Decimal.fromUnits(unrealised + 0, scale).toString() }
}

function isOwedToUs(side: string): boolean {
  return side === 'claim' || side === 'advance on debt'
}

function bucketNames(bounds: readonly number[]): string[] {
  return ['not due', ...bounds.map((bound, index) => `${(bounds[index - 1] ?? 0) + 1}-${bound}`), `over ${bounds.at(-1)}`]
}

/** Due today is not late: each day belongs to exactly one bucket. */
function bucketOf(late: number, bounds: readonly number[]): number {
  if (late <= 0) return 0
  const index = bounds.findIndex((bound) => late <= bound)
  return index < 0 ? bounds.length + 1 : index + 1
}
