import knex, { type Knex } from 'knex'
import type { Bound, Database, Plan } from './database.ts'

/** knex without a connection: it builds and quotes SQL, plans carry it to the port. */
const builders: Record<Database['dialect'], Knex> = {
  sqlite: knex.default({ client: 'better-sqlite3', useNullAsDefault: true }),
  postgresql: knex.default({ client: 'pg' }),
}

/** For composing statements; compile them once with `compilePlan` and keep the plan. */
export function queryBuilder(dialect: Database['dialect']): Knex {
  return builders[dialect]
}

export interface CompiledQuery {
  readonly plan: Plan
  readonly parameters: readonly Bound[]
}

/** The statement with `?` placeholders and the values bound while building, in order. */
export function compilePlan(builder: { toSQL(): { sql: string; bindings: readonly unknown[] } }): CompiledQuery {
  const compiled = builder.toSQL()
  return { plan: { sql: compiled.sql }, parameters: compiled.bindings as Bound[] }
}

/** An insert of one row with its columns in this order (knex's own builder sorts them). */
export function insertPlan(dialect: Database['dialect'], table: string, columns: readonly string[]): Plan {
  const names = columns.map(() => '??').join(', ')
  const places = columns.map(() => '\\?').join(', ')
  return { sql: builders[dialect].raw(`insert into ?? (${names}) values (${places})`, [table, ...columns]).toQuery() }
}
