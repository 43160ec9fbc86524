import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { HeldGrant } from './grants.ts'

/** Which rows: every one, none, or those for which the predicate is true. */
export type RowRights = Predicate | 'all' | 'none'

/** Grants add up: the rows of one or of another. An absent rule is every row, an empty one nobody's. */
export function rowsOf(grants: readonly HeldGrant[], toPredicate: (rule: string) => Predicate): RowRights {
  const rules = grants.map((held) => held.grant.rows)
  if (rules.includes(undefined)) return 'all'
  const predicates = (rules as string[])
    .map((rule) => rule.replace(/^=/, '').trim())
    .filter((rule) => rule !== '')
    .map(toPredicate)
  if (predicates.length === 0) return 'none'
  return predicates.length === 1 ? predicates[0]! : { any: predicates }
}
