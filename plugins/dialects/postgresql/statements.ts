import { createHash } from 'node:crypto'
import type { Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import { translateStatement } from './translate-statement.ts'

export interface PreparedText {
  /** Name of the prepared statement: the same text has the same name on every connection. */
  readonly name: string
  readonly text: string
}

/** Rows in one multi-row insert: few different sizes, so that few statements are prepared. */
const ROW_COUNTS = [64, 16, 4, 1] as const
const VALUES = /\bvalues\s*(\(\s*\?(?:\s*,\s*\?)*\s*\))/i

/** The plans of one workspace as its PostgreSQL schema needs them, translated once. */
export class Statements {
  readonly #schema: string
  readonly #tables: Set<string>
  readonly #translated = new WeakMap<Plan, PreparedText>()
  readonly #multiplied = new WeakMap<Plan, readonly { readonly count: number; readonly statement: PreparedText }[]>()

  constructor(schema: string, tables: Iterable<string>) {
    this.#schema = schema
    this.#tables = new Set(tables)
  }

  learnTable(name: string): void {
    this.#tables.add(name)
  }

  of(plan: Plan): PreparedText {
    let statement = this.#translated.get(plan)
    if (statement === undefined) {
      statement = this.#prepare(plan.sql)
      this.#translated.set(plan, statement)
    }
    return statement
  }

  /** An insert over several rows at once, largest first; a single size for any other statement. */
  multiplied(plan: Plan): readonly { readonly count: number; readonly statement: PreparedText }[] {
    let family = this.#multiplied.get(plan)
    if (family === undefined) {
      const tuple = VALUES.exec(plan.sql)?.[1]
      family =
        tuple === undefined
          ? [{ count: 1, statement: this.of(plan) }]
          : ROW_COUNTS.map((count) => ({
              count,
              statement: this.#prepare(plan.sql.replace(VALUES, () => `values ${Array(count).fill(tuple).join(', ')}`)),
            }))
      this.#multiplied.set(plan, family)
    }
    return family
  }

  #prepare(sql: string): PreparedText {
    const text = translateStatement(sql, this.#schema, this.#tables)
    return { text, name: createHash('sha1').update(text).digest('base64url') }
  }
}
