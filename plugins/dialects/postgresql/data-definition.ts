import knex from 'knex'
import { dataDefinition } from '../build-tables.ts'

/** Numbers are bigint (scaled integers, ids, milliseconds), text compares by code point as in SQLite. */
export const postgresqlDataDefinition = dataDefinition({
  knex: knex.default({ client: 'pg' }),
  types: { integer: 'bigint', real: 'double precision', text: 'text collate "C"', boolean: 'smallint', date: 'date' },
  suffix: () => '',
})
