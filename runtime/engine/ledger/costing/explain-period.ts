import type { CostPart } from './cost-part.ts'
import type { ReplayEvent } from './replay-event.ts'

interface Held {
  quantity: number
  value: number
}

/** What a pool held when a period began and what came in: its worth over its quantity is the period's average. */
interface Whole extends Held {
  issues: number
}

/** The averages that ends of periods found, from what was booked: every issue is a share of the whole of its period. */
export class PeriodAverages {
  readonly #wholes = new Map<number, Whole>()

  /** Events in the order of cost; `ends` are the last minutes of the closed periods, in order. */
  constructor(events: readonly ReplayEvent[], ends: readonly number[]) {
    const held = new Map<number, Held>()
    const wholes = new Map<string, Whole>()
    for (const event of events) {
      const { id, at, from, to, quantity, booked, bookedVariance } = event
      if (from === to) continue
      const period = ends.findIndex((end) => at <= end)
      for (const pool of [from, to]) {
        if (pool === 0) continue
        const own = held.get(pool) ?? { quantity: 0, value: 0 }
        held.set(pool, own)
        // While a period is open, what left is a share of what there was so far.
        const key = period < 0 ? `${pool}/${id}` : `${pool}/${period}`
        const whole = wholes.get(key) ?? { ...own, issues: 0 }
        wholes.set(key, whole)
        const [more, worth] = pool === to ? [quantity, booked - bookedVariance] : [-quantity, -booked]
        if (pool === to) Object.assign(whole, { quantity: whole.quantity + more, value: whole.value + worth })
        else {
          whole.issues++
          this.#wholes.set(id, whole)
        }
        Object.assign(own, { quantity: own.quantity + more, value: own.value + worth })
      }
    }
  }

  /** The share of its period's whole; each issue of the pool may have left a unit of residue. */
  partsOf({ id, quantity, booked }: ReplayEvent, valueOf: (parts: readonly CostPart[]) => number): CostPart[] {
    const whole = this.#wholes.get(id)
    if (whole === undefined || whole.quantity <= 0 || quantity === 0) return []
    const parts: CostPart[] = [{ kind: 'period', sign: 1, quantity, held: whole.quantity, worth: whole.value }]
    return Math.abs(booked - valueOf(parts)) <= whole.issues ? parts : []
  }
}
