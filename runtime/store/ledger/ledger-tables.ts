import type { TableShape } from '../database.ts'

/** What all ledgers of a workspace share: names, journals, pools, checkpoints, periods. */
export const ledgerTables: readonly TableShape[] = [
  {
    // Physical names of ledgers, dimensions, measures and attributes, and the integers of virtual coordinates, by path.
    name: 'ledger_name',
    columns: [
      { name: 'path', type: 'text', required: true },
      { name: 'physical', type: 'text', required: true },
    ],
    primaryKey: ['path'],
    clustered: true,
  },
  {
    name: 'ledger_journal',
    columns: [
      { name: 'id', type: 'integer', required: true },
      // 0 for journals without a record: closes, switches.
      { name: 'record', type: 'integer', required: true },
      { name: 'generation', type: 'integer', required: true },
      { name: 'posting', type: 'text', required: true },
      // post, mirror, close, reopen, switch …
      { name: 'kind', type: 'text', required: true },
      { name: 'entity', type: 'text' },
      { name: 'at', type: 'integer', required: true },
      // Last id among its entries; they lie between id and last.
      { name: 'last', type: 'integer', required: true },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'reason', type: 'text' },
      // JSON: what else belongs to the cause (a period, a method).
      { name: 'detail', type: 'text' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'ledger_journal_cause', columns: ['record', 'generation', 'posting', 'kind'], unique: true }],
  },
  {
    name: 'ledger_pool',
    columns: [
      { name: 'key', type: 'text', required: true },
      { name: 'id', type: 'integer', required: true },
      { name: 'quantity', type: 'integer', required: true },
      { name: 'value', type: 'integer', required: true },
      { name: 'rate_quantity', type: 'integer', required: true },
      { name: 'rate_value', type: 'integer', required: true },
      // Business minute of its latest movement.
      { name: 'last_at', type: 'integer', required: true },
      // Movements since the last checkpoint.
      { name: 'count', type: 'integer', required: true },
      // JSON: layers and shortages, null when there are none.
      { name: 'state', type: 'text' },
      // JSON: what holds besides, from when: methods, first rate, coordinates.
      { name: 'origin', type: 'text', required: true },
    ],
    primaryKey: ['key'],
    clustered: true,
    indexes: [{ name: 'ledger_pool_id', columns: ['id'], unique: true }],
  },
  {
    // States of pools at earlier moments: where a replay begins.
    name: 'ledger_checkpoint',
    columns: [
      { name: 'pool', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'seq', type: 'integer', required: true },
      { name: 'state', type: 'text', required: true },
    ],
    primaryKey: ['pool', 'at', 'seq'],
    clustered: true,
  },
  {
    // Layers that a movement between pools carried along, where there was more than one.
    name: 'ledger_layers',
    columns: [
      { name: 'entry', type: 'integer', required: true },
      { name: 'layers', type: 'text', required: true },
    ],
    primaryKey: ['entry'],
  },
  {
    // True-ups that reached a pool through an earlier movement: a replay of the pool has to begin before that movement.
    name: 'ledger_flow',
    columns: [
      { name: 'pool', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'movement', type: 'integer', required: true },
    ],
    primaryKey: ['pool', 'at', 'movement'],
    clustered: true,
  },
  {
    name: 'ledger_period',
    columns: [
      // Last business minute of the period.
      { name: 'end_at', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'status', type: 'text', required: true },
      { name: 'journal', type: 'integer' },
      { name: 'hash', type: 'text' },
    ],
    primaryKey: ['end_at'],
  },
]
