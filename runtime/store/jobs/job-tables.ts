import type { TableShape } from '../database.ts'

/** The outbox and every timer: written in the transaction that causes them, done after its commit. */
export const jobTables: readonly TableShape[] = [
  {
    name: 'job',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'kind', type: 'text', required: true },
      /** Milliseconds since the epoch: not before. A lease moves it to its end. */
      { name: 'due', type: 'integer', required: true },
      { name: 'key', type: 'text' },
      { name: 'payload', type: 'text', required: true },
      { name: 'tries', type: 'integer', required: true },
      /** `waiting`, `leased`, or `dead` after too many tries. */
      { name: 'state', type: 'text', required: true },
      { name: 'holder', type: 'text' },
      { name: 'error', type: 'text' },
      { name: 'created_at', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'job_due', columns: ['due'], where: "state <> 'dead'" },
      { name: 'job_key', columns: ['key'], unique: true, where: 'key is not null' },
    ],
  },
]
