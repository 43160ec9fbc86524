import { fail } from '@formwork/platform/error/index.ts'
import { businessMinute, dateOfMinute, minuteOfInstant } from '../../engine/ledger/business-minute.ts'
import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import { DateTime, type CalendarDate } from '@formwork/platform/value/index.ts'
import type { PostingPlan } from '../../engine/ledger/posting.ts'
import type { Unit } from '../unit.ts'

/** The wall clock moves once a minute; commands ask thousands of times. */
let remembered = { minute: Number.NaN, zone: '', local: 0 }

/** This command's minute on the workspace's wall clock. */
export function nowMinute(unit: Unit): number {
  const minute = Math.floor(unit.now / 60_000)
  const zone = unit.store.timeZone
  if (remembered.minute !== minute || remembered.zone !== zone) remembered = { minute, zone, local: minuteOfInstant(unit.now, zone) }
  return remembered.local
}

/**
 * The minute a posting counts at: what its rule says, unless that lies in a closed period;
 * then it is refused, or moved to the first open minute where the rule says so. What is posted before the first
 * close only is refused on every day after it. Errors: `period-closed`, `posting-refused`.
 */
export function postingMinute(unit: Unit, plan: PostingPlan, value: unknown, period: ClosedPeriod | undefined): number {
  const at = businessMinute(value, plan.definition.name, { today: unit.today, nowMinute: nowMinute(unit), timeZone: unit.store.timeZone })
  const { closed = 'refuse', label, name } = plan.definition
  if (closed === 'before-first-close' && period !== undefined) {
    const reason = {
      zh: `期间“${period.name}”已结账，只能在第一次结账之前记账`,
      en: `"${period.name}" is closed: it is posted before the first close only`,
    }
    throw fail('posting-refused', { rule: label ?? name, reason })
  }
  return openMinute(at, closed, period)
}

/** The last period that is closed. */
export interface ClosedPeriod {
  /** Its last business minute. */
  readonly endAt: number
  readonly name: string
}

function openMinute(at: number, closed: NonNullable<PostingDefinition['closed']>, period: ClosedPeriod | undefined): number {
  if (period === undefined || at > period.endAt) return at
  if (closed === 'first-open-day') return period.endAt + 1
  throw fail('period-closed', { date: dateOfMinute(at).toString(), period: period.name })
}

/** The instant at which a day is over on the workspace's wall clock, in milliseconds since the epoch. */
export function businessDayEnd(unit: Unit, date: CalendarDate): number {
  return DateTime.parse(`${date.addDays(1).toString()}T00:00:00`).toEpochMilliseconds(unit.store.timeZone)
}
