import type { Predicate } from '@formwork/platform/expression/predicate.ts'

const made = new WeakSet<AuthorizedPlan>()

/**
 * The right to read one resource: which rows, and which fields are not there. The store's read functions accept nothing else,
 * and only `query/authorize.ts` may import `makeAuthorizedPlan` (held by the floors).
 */
export interface AuthorizedPlan {
  /** Entity or ledger. */
  readonly resource: string
  /** ANDed outside whatever the reader asks. */
  readonly rows: Predicate
  /** Records shown to this person by an open or decided seat or a copy; ORed with `rows`. Null: none can be. */
  readonly seatsOf: number | null
  readonly hidden: ReadonlySet<string>
}

export function makeAuthorizedPlan(plan: AuthorizedPlan): AuthorizedPlan {
  const frozen = Object.freeze({ ...plan })
  made.add(frozen)
  return frozen
}

/** A plan that was made up elsewhere is a programmer error. */
export function isAuthorized(plan: AuthorizedPlan): boolean {
  return made.has(plan)
}
