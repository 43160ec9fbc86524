import type { TableShape } from '../database.ts'

const id = { name: 'id', type: 'integer', required: true } as const

/** How people work with lists: views that they keep, files that they bring in. Times are milliseconds since the epoch. */
export const workTables: readonly TableShape[] = [
  {
    name: 'list_view',
    columns: [
      id,
      { name: 'list', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      /** A role that sees the view too. */
      { name: 'role', type: 'text' },
      { name: 'label', type: 'text', required: true },
      /** Filter, order, columns, grouping, shape, as JSON. */
      { name: 'content', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'list_view_list', columns: ['list', 'id'] }],
  },
  {
    name: 'import_batch',
    columns: [
      id,
      { name: 'entity', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'state', type: 'text', required: true },
      /** The row that the work has come to. */
      { name: 'reached', type: 'integer', required: true },
      { name: 'total', type: 'integer', required: true },
      { name: 'done', type: 'integer', required: true },
      { name: 'bad', type: 'integer', required: true },
      /** File, columns, mode, as JSON. */
      { name: 'content', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'ended_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'import_batch_person', columns: ['person', 'id'] }],
  },
  {
    name: 'import_row',
    columns: [
      { name: 'batch', type: 'integer', required: true },
      /** The first row of the record that this row belongs to; rows are counted as the file counts them. */
      { name: 'head', type: 'integer', required: true },
      { name: 'row_number', type: 'integer', required: true },
      /** What the cells say, as JSON. */
      { name: 'cells', type: 'text', required: true },
      /** Of the first row: bad, made, changed; absent while nothing is known. */
      { name: 'state', type: 'text' },
      { name: 'record', type: 'integer' },
      { name: 'version', type: 'integer' },
      /** Of a changed record: the values before, as JSON. */
      { name: 'former', type: 'text' },
      /** What is wrong, as JSON. */
      { name: 'errors', type: 'text' },
    ],
    primaryKey: ['batch', 'head', 'row_number'],
    clustered: true,
  },
]
