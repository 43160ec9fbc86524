import type { Model } from '@formwork/platform/definition/model.ts'
import { toQuery } from '@formwork/platform/expression/to-query.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'

const predicates = new WeakMap<Model, Map<string, Predicate>>()

/**
 * A row rule in its neutral form: compiled to SQL by the store, judged on single records by `evaluatePredicate`.
 * Errors: `expression-not-query`, `expression-syntax` (both stop a publish).
 */
export function rowPredicate(model: Model, rule: string): Predicate {
  let known = predicates.get(model)
  if (known === undefined) predicates.set(model, (known = new Map()))
  let predicate = known.get(rule)
  if (predicate === undefined) known.set(rule, (predicate = toQuery(rule)))
  return predicate
}
