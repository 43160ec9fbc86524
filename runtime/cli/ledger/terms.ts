import { CalendarDate, Decimal, daysInMonth } from '@formwork/platform/value/index.ts'
import { dayOf } from './book-runner.ts'
import type { Step } from './read-steps.ts'

/** When something falls due: so many days later, or so many months after the month's end or its cut-off day. */
export interface Terms {
  readonly days?: number
  /** Counted from the end of the month of the date, or of the month its cut-off day puts it in. */
  readonly months?: number
  /** Day of the month it falls on; absent: the last one. */
  readonly day?: number
  /** What is dated after this day counts to the next month. */
  readonly cutOff?: number
}

/** The due date of one instalment. */
export function dueDateOf(date: CalendarDate, { days, months, day, cutOff }: Terms): CalendarDate {
  if (months === undefined && cutOff === undefined) return date.addDays(days ?? 0)
  const late = cutOff !== undefined && date.day > cutOff ? 1 : 0
  const month = date.startOfMonth().addMonths((months ?? 0) + late)
  const end = daysInMonth(month.year, month.month)
  return CalendarDate.of(month.year, month.month, Math.min(day ?? end, end)).addDays(days ?? 0)
}

export interface Instalment {
  readonly amount: Decimal
  readonly due: CalendarDate
}

/** Splits an amount by percent; every part is HALF_UP, the last takes the rest. */
export function instalmentsOf(
  amount: Decimal,
  date: CalendarDate,
  parts: readonly (Terms & { readonly percent: Decimal })[],
  scale: number,
): Instalment[] {
  let rest = amount
  return parts.map((part, index) => {
    const share = index === parts.length - 1 ? rest : amount.multiply(part.percent).divide(Decimal.of(100)).round(scale)
    rest = rest.subtract(share)
    return { amount: share, due: dueDateOf(date, part) }
  })
}

export function readTerms(step: Step): Terms {
  const whole = (key: string): number | undefined => step.decimal(key)?.toSafeInteger()
  return { days: whole('days'), months: whole('months'), day: whole('day'), cutOff: whole('cutOff') }
}

/** A due date as it is written, else by its terms. */
export function dueOf(step: Step): CalendarDate {
  const text = step.text('due')
  if (text === undefined) return dueDateOf(dayOf(step), readTerms(step))
  const due = CalendarDate.tryParse(text)
  if (due === undefined) throw step.refuse(`"${text}" is not a date`)
  return due
}
