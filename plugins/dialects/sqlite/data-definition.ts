import knex from 'knex'
import { dataDefinition } from '../build-tables.ts'

/** STRICT tables: text never lands in a number's column, and not-a-number never becomes NULL. */
export const sqliteDataDefinition = dataDefinition({
  knex: knex.default({ client: 'better-sqlite3', useNullAsDefault: true }),
  types: { integer: 'integer', real: 'real', text: 'text', boolean: 'integer', date: 'text' },
  suffix: (table) => (table.clustered === true ? ' strict, without rowid' : ' strict'),
})
