import { CalendarDate, DateTime, TimeOfDay } from '@formwork/platform/value/index.ts'

/** Business begins at this hour of a day that a step names. */
const OPENING_HOUR = 9
const MINUTE = 60_000

/** The clock of a sandbox: it stands still, goes on by a minute from step to step, and moves where a step says. */
export class Clock {
  readonly #today: CalendarDate
  readonly #timeZone: string
  readonly #latest: number
  #now: number

  /**
   * `today` is what days are counted from; no step takes the clock beyond `latest`; it begins at `now` (milliseconds since the epoch),
   * else in the morning of `today`.
   */
  constructor(options: { today: CalendarDate; timeZone: string; latest?: number; now?: number }) {
    this.#today = options.today
    this.#timeZone = options.timeZone
    this.#latest = options.latest ?? Number.MAX_SAFE_INTEGER
    this.#now = 0
    if (options.now === undefined) this.#open(options.today)
    else this.#set(options.now)
  }

  readonly now = (): number => this.#now

  /** The day that the clock shows. */
  get date(): CalendarDate {
    return DateTime.fromEpochMilliseconds(this.#now, this.#timeZone).date
  }

  /** `2025-01-31`, or days from today such as `-12`; absent: a minute later. */
  moveTo(on: string | undefined): void {
    if (on === undefined) return this.#set(this.#now + MINUTE)
    const day = this.dayOf(on)
    if (day.epochDay === this.date.epochDay) this.#set(this.#now + MINUTE)
    else this.#open(day)
  }

  /** Errors: `invalid-date`. */
  dayOf(on: string): CalendarDate {
    return /^-?\d{1,4}$/.test(on) ? this.#today.addDays(Number(on)) : CalendarDate.parse(on)
  }

  #open(day: CalendarDate): void {
    this.#set(DateTime.of(day, TimeOfDay.fromSecondOfDay(OPENING_HOUR * 3600)).toEpochMilliseconds(this.#timeZone))
  }

  #set(now: number): void {
    this.#now = Math.min(now, this.#latest)
  }
}
