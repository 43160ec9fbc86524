import { LazyContext, type FeelValue, type Scope } from '@formwork/platform/expression/value.ts'
import type { FactBook } from './facts.ts'
import { referenceContext } from './record-context.ts'

/** What lies around a choice: the record that refers, and the row where it refers. */
export const ASKING_NAMES = ['record', 'line'] as const

export interface Asking {
  readonly record: FeelValue
  /** Null in the header. */
  readonly line: FeelValue
}

/** The scope of a reference's filter: the fields of the record that may be chosen bare, the one that refers as `record`, its row as `line`. */
export function choiceScope(facts: FactBook, target: string, id: number, asking: Asking): Scope {
  const chosen = referenceContext(facts, target, id)
  return new LazyContext(
    (name) =>
      name === 'record' || name === 'line' ? asking[name] : name === 'user' ? (facts.user ?? null) : LazyContext.read(chosen, name),
    () => [],
  )
}
