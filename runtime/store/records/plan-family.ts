import type { Plan } from '../database.ts'

/** More sets of changed columns than any form has; beyond it plans are compiled again. */
const FAMILY_LIMIT = 512

/** Plans of one statement over different sets of columns, each compiled at its first use. */
export class PlanFamily {
  readonly #compile: (columns: readonly string[]) => Plan
  readonly #plans = new Map<string, Plan>()

  constructor(compile: (columns: readonly string[]) => Plan) {
    this.#compile = compile
  }

  plan(columns: readonly string[]): Plan {
    const key = columns.join()
    let plan = this.#plans.get(key)
    if (plan === undefined) {
      if (this.#plans.size >= FAMILY_LIMIT) this.#plans.clear()
      plan = this.#compile(columns)
      this.#plans.set(key, plan)
    }
    return plan
  }
}
