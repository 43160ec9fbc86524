import type { Bound, Plan } from '../database.ts'

/** A piece of SQL with its bound values, in order. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly Bound[]
}

/** Joins pieces; only `Statement`s carry values, so nothing a user typed ever becomes SQL text. */
export function joinStatements(pieces: readonly Statement[], separator: string): Statement {
  return { sql: pieces.map((piece) => piece.sql).join(separator), parameters: pieces.flatMap((piece) => piece.parameters) }
}

/** Plans are remembered by identity: the same text gives the same plan. */
const MAXIMUM_PLANS = 2000
const plans = new Map<string, Plan>()

export function planOf(sql: string): Plan {
  let plan = plans.get(sql)
  if (plan === undefined) {
    if (plans.size >= MAXIMUM_PLANS) plans.delete(plans.keys().next().value as string)
    plan = { sql }
    plans.set(sql, plan)
  }
  return plan
}
