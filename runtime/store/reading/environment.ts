import type { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Database } from '../database.ts'

/** What predicates read besides columns: who asks, when, and a report's parameters (inside form). */
export interface ReadingEnvironment {
  readonly dialect: Database['dialect']
  readonly timeZone: string
  readonly today: CalendarDate
  /** Attribute of the person who asks: an id, a text, a list of those, or null. */
  user(name: string): unknown
  parameter(name: string): unknown
}
