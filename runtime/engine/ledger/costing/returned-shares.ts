import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import type { CostEvent, CostOutcome, SourceFact } from './cost-event.ts'

interface Returned {
  quantity: number
  value: number
  partnerValue: number
}

/** Shares of movements that come back: HALF_UP of the current cost, and the last piece takes the rest. */
export class ReturnedShares {
  readonly #facts: ReadonlyMap<number, SourceFact>
  readonly #outcomes: ReadonlyMap<number, CostOutcome>
  readonly #returned = new Map<number, Returned>()
  readonly #scale: number

  /** `scale`: digits after the point of quantities, for what people read. */
  constructor(facts: ReadonlyMap<number, SourceFact>, outcomes: ReadonlyMap<number, CostOutcome>, scale = 0) {
    this.#facts = facts
    this.#outcomes = outcomes
    this.#scale = scale
  }

  /** Value of what comes back, and the part of it that is owed by the counterpart. Errors: `over-returned`, `unknown-source-entry`. */
  take(event: CostEvent): { value: number; partnerValue: number } {
    const source = this.#source(event)
    const before = this.#returnedOf(event.source)
    const open = source.quantity - before.quantity
    if (event.quantity > open) throw fail('over-returned', { quantity: this.#shown(event.quantity), open: this.#shown(open) })
    const last = event.quantity === open
    const part = (total: number, taken: number): number => (last ? total - taken : proportion(total, event.quantity, source.quantity))
    const share = { value: part(source.value, before.value), partnerValue: part(source.partnerValue, before.partnerValue) }
    before.quantity += event.quantity
    before.value += share.value
    before.partnerValue += share.partnerValue
    return share
  }

  #shown(quantity: number): string {
    return Decimal.fromUnits(quantity, this.#scale).strip().toString()
  }

  #source(event: CostEvent): { quantity: number; value: number; partnerValue: number } {
    const outcome = this.#outcomes.get(event.source)
    if (outcome !== undefined) {
      return { quantity: outcome.event.quantity, value: outcome.value, partnerValue: outcome.event.partnerValue ?? outcome.value }
    }
    const fact = this.#facts.get(event.source)
    if (fact === undefined) throw fail('unknown-source-entry', { line: String(event.source) })
    return fact
  }

  #returnedOf(source: number): Returned {
    const known = this.#returned.get(source)
    if (known !== undefined) return known
    const fact = this.#facts.get(source)
    const returned = {
      quantity: fact?.returnedQuantity ?? 0,
      value: fact?.returnedValue ?? 0,
      partnerValue: fact?.returnedPartnerValue ?? 0,
    }
    this.#returned.set(source, returned)
    return returned
  }
}
