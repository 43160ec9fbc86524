import type { TableShape } from '../database.ts'

/**
 * Definitions of a workspace. Texts are kept once by content; a release, the working copy and the untouched
 * base of the template are each a list of paths with the hash of their text.
 */
export const definitionTables: readonly TableShape[] = [
  {
    name: 'definition_text',
    columns: [
      { name: 'hash', type: 'text', required: true },
      { name: 'text', type: 'text', required: true },
    ],
    primaryKey: ['hash'],
  },
  {
    name: 'definition_file',
    columns: [
      { name: 'release', type: 'integer', required: true },
      { name: 'path', type: 'text', required: true },
      { name: 'hash', type: 'text', required: true, references: { table: 'definition_text', column: 'hash' } },
    ],
    primaryKey: ['release', 'path'],
    clustered: true,
  },
  {
    name: 'release',
    columns: [
      { name: 'number', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'note', type: 'text', required: true },
    ],
    primaryKey: ['number'],
  },
]
