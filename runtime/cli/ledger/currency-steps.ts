import { CalendarDate, Decimal, formatId, type JsonObject } from '@formwork/platform/value/index.ts'
import { dayOf, requireMoment, type BookRunner } from './book-runner.ts'
import type { OpenRow } from './open-rows.ts'
import type { Step } from './read-steps.ts'

/** Items of a currency at a new rate: the difference to what they are booked at; "reverse" takes it back on a later day. */
export async function revalueCurrency(runner: BookRunner, step: Step): Promise<void> {
  step.allow('currency', 'rate', 'party', 'side', 'reverse')
  const currency = step.required('currency')
  const rate = step.decimal('rate')
  if (rate === undefined) throw step.missing('rate')
  const scale = runner.settings.valueScale
  const rows = (await runner.openAt(step)).filter(
    (row) =>
      row.currency === currency &&
      row.amount !== 0 &&
      (!step.has('side') || row.side === step.text('side')) &&
      (!step.has('party') || runner.nameOf(row.party) === step.text('party')),
  )
  const lines = rows.flatMap((row) => {
    const value = Decimal.fromUnits(row.amount, scale).multiply(rate).round(scale).subtract(Decimal.fromUnits(row.base, scale))
    return value.isZero() ? [] : [lineOf(row, value)]
  })
  if (lines.length === 0) return
  await runner.post(step, { entity: 'rate', values: { date: requireMoment(step) }, lines })
  if (!step.has('reverse')) return
  const back = lines.map((line) => ({ ...line, value: Decimal.parse(String(line.value)).negate().toString() }))
  await runner.post(
    step,
    { entity: 'rate', values: { date: `${step.required('reverse')}T00:00:00` }, lines: back },
    `${step.name}/reversal`,
  )
}

function lineOf(row: OpenRow, value: Decimal): JsonObject {
  return {
    party: formatId(row.party),
    side: row.side,
    currency: row.currency,
    source: formatId(row.record),
    number: String(row.instalment),
    value: value.toString(),
  }
}

interface Level {
  readonly days: number
  readonly fee: Decimal
  readonly interest: Decimal
}

const usualLevels: readonly Level[] = [1, 15, 30].map((days) => ({ days, fee: Decimal.zero, interest: Decimal.zero }))

/** Who is reminded, at which level, and what it costs: fee + open × interest % × days late / 365. Only what is due. */
export async function dun(runner: BookRunner, step: Step): Promise<JsonObject> {
  step.allow('party', 'side', 'levels')
  const side = step.text('side') ?? 'claim'
  const today = dayOf(step)
  const levels = step.has('levels') ? step.list('levels', ['days', 'fee', 'interest']).map(readLevel) : usualLevels
  const scale = runner.settings.valueScale
  const rows = (await runner.openAt(step)).filter(
    (row) => row.side === side && row.amount > 0 && (!step.has('party') || runner.nameOf(row.party) === step.text('party')),
  )
  const dunning = rows.flatMap((row) => {
    const late = CalendarDate.parse(row.due ?? today.toString()).daysUntil(today)
    const reached = levels.filter(({ days }) => late >= days)
    const level = reached.at(-1)
    if (level === undefined) return []
    const open = Decimal.fromUnits(row.amount, scale)
    const interest = open.multiply(level.interest).multiply(Decimal.of(late)).divide(Decimal.of(36_500)).round(scale)
    return [
      {
        party: runner.nameOf(row.party),
        of: runner.stepOf(row.record),
        instalment: row.instalment,
        open: open.toString(),
        late,
        level: reached.length,
        fee: level.fee.toString(),
        interest: interest.toString(),
      },
    ]
  })
  return { dunning }
}

function readLevel(row: Step): Level {
  return {
    days: Number(row.decimal('days')?.toString() ?? 0),
    fee: row.decimal('fee') ?? Decimal.zero,
    interest: row.decimal('interest') ?? Decimal.zero,
  }
}
