import type { TableShape } from '../database.ts'

/**
 * Who did what, in order. `sequence` and `hash` are given by the sealer: row n's hash covers row n−1's hash and the
 * row itself, with a digest in place of the values, so that personal data can be erased without breaking the chain.
 */
export const auditTables: readonly TableShape[] = [
  {
    name: 'audit',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'sequence', type: 'integer' },
      { name: 'at', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'channel', type: 'text', required: true },
      { name: 'request', type: 'text', required: true },
      { name: 'action', type: 'text', required: true },
      { name: 'entity', type: 'text' },
      { name: 'record', type: 'integer' },
      { name: 'digest', type: 'text' },
      { name: 'hash', type: 'text' },
      /** Beside the chain: may be erased. */
      { name: 'changed', type: 'text' },
      { name: 'salt', type: 'text' },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'audit_sequence', columns: ['sequence'], unique: true },
      { name: 'audit_record', columns: ['record', 'id'], where: 'record is not null' },
    ],
  },
]
