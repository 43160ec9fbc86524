import type { TableShape } from '../database.ts'

/** Which record was merged into which: references and entries are never rewritten, whatever reads them looks here. */
export const mergedTables: readonly TableShape[] = [
  {
    name: 'merged_record',
    columns: [
      { name: 'record', type: 'integer', required: true },
      { name: 'entity', type: 'text', required: true },
      // The one that was named, and the one that stays at the end of the chain.
      { name: 'into_record', type: 'integer', required: true },
      { name: 'stays', type: 'integer', required: true },
      // What it was before.
      { name: 'status', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
    ],
    primaryKey: ['record'],
    indexes: [{ name: 'merged_record_stays', columns: ['stays'] }],
  },
]
