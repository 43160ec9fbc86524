import { dueDateOf, type Terms } from '@formwork/plugins/functions/due-date/due-date-of.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { dayOf } from './book-runner.ts'
import type { Step } from './read-steps.ts'

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
  if (due === undefined) throw step.refuse({ zh: `“${text}”不是日期`, en: `"${text}" is not a date` })
  return due
}
