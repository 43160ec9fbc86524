import type { TableShape } from '../database.ts'

/** Files that somebody without an account sent for a form, until he sends what they belong to. Times are milliseconds since the epoch. */
export const publicFileTables: readonly TableShape[] = [
  {
    name: 'public_file',
    columns: [
      /** Of the stored file. */
      { name: 'id', type: 'integer', required: true },
      { name: 'form', type: 'integer', required: true },
      /** What the page calls itself: nobody else names its files. */
      { name: 'visit', type: 'text', required: true },
      /** Path of the field that it was sent for. */
      { name: 'field', type: 'text', required: true },
      { name: 'bytes', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'public_file_visit', columns: ['form', 'visit'] }],
  },
]
