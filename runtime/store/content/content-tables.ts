import type { TableShape } from '../database.ts'

/** What people attach to records: files (by content), unsaved input, comments. */
export const contentTables: readonly TableShape[] = [
  {
    name: 'file',
    columns: [
      { name: 'id', type: 'integer', required: true },
      /** sha256 of the content, hexadecimal: its name in the file store. */
      { name: 'hash', type: 'text', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'media_type', type: 'text', required: true },
      { name: 'bytes', type: 'integer', required: true },
      { name: 'record', type: 'integer' },
      { name: 'entity', type: 'text' },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'created_by', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'file_record', columns: ['record'], where: 'record is not null' }],
  },
  {
    name: 'scratch',
    columns: [
      { name: 'person', type: 'integer', required: true },
      /** Entity and record, or the entity alone for a new record. */
      { name: 'place', type: 'text', required: true },
      { name: 'input', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['person', 'place'],
    clustered: true,
  },
  {
    name: 'comment',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'entity', type: 'text', required: true },
      { name: 'record', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'at', type: 'integer', required: true },
      { name: 'text', type: 'text', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'comment_record', columns: ['record', 'id'] }],
  },
]
