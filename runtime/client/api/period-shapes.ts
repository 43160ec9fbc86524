/** Periods of the books, newest first. */
export interface PeriodsData {
  periods: {
    name: string
    from: string | null
    end: string
    status: 'open' | 'closed'
    /** Milliseconds since the epoch. */
    closedAt: number | null
    person: { id: string; name: string } | null
  }[]
  /** The last one that is closed: the only one that can be opened again. */
  last: string | null
  /** The day of the workspace. */
  today: string
  next: { from: string | null; end: string }
  mayClose: boolean
  mayReopen: boolean
}
