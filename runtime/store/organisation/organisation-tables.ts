import type { TableShape } from '../database.ts'

/** Counters that readers poll: raised in the transaction that changes what they stand for. */
export const organisationTables: readonly TableShape[] = [
  {
    name: 'revision',
    columns: [
      { name: 'name', type: 'text', required: true },
      { name: 'value', type: 'integer', required: true },
    ],
    primaryKey: ['name'],
    clustered: true,
  },
]
