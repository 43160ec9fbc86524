import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import type { ProcessFacts, ProcessPeople, ProxyRule, WorkingCalendar } from './facts.ts'

/** A condition that a step asked, over the record alone, and what it was told. */
export interface Decision {
  readonly feel: string
  readonly owner: { readonly id: string; readonly name: string | null }
  readonly value: boolean | null
}

/**
 * What a step asked of the world, in order. As long as that was conditions over the record and nothing else, the same
 * answers make the same step.
 */
export class StepLog {
  readonly decisions: Decision[] = []
  /** The facts as they are: for expressions, which are noted as decisions. */
  readonly facts: ProcessFacts
  /** The facts as behaviours see them: whatever is read there is noted. */
  readonly watched: ProcessFacts
  #isRepeatable = true

  constructor(facts: ProcessFacts) {
    this.facts = facts
    this.watched = new WatchedFacts(facts, this)
  }

  get isRepeatable(): boolean {
    return this.#isRepeatable
  }

  decide(decision: Decision): void {
    this.decisions.push(decision)
  }

  /** Something was read that is not a condition over the record. */
  stop(): void {
    this.#isRepeatable = false
  }
}

class WatchedFacts implements ProcessFacts {
  readonly #facts: ProcessFacts
  readonly #log: StepLog

  constructor(facts: ProcessFacts, log: StepLog) {
    this.#facts = facts
    this.#log = log
  }

  get now(): number {
    return this.#read().now
  }

  get timeZone(): string {
    return this.#read().timeZone
  }

  get people(): ProcessPeople {
    return this.#read().people
  }

  get process(): string {
    return this.#read().process
  }

  get record(): unknown {
    return this.#read().record
  }

  get decisions(): ReadonlyMap<string, DecisionDefinition> {
    return this.#read().decisions
  }

  get proxies(): readonly ProxyRule[] {
    return this.#read().proxies
  }

  get random(): number {
    return this.#read().random
  }

  get administrators(): readonly number[] {
    return this.#read().administrators
  }

  get shown(): string | null | undefined {
    return this.#read().shown
  }

  calendar(name: string): WorkingCalendar | undefined {
    return this.#read().calendar?.(name)
  }

  #read(): ProcessFacts {
    this.#log.stop()
    return this.#facts
  }
}
