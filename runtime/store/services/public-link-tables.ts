import type { TableShape } from '../database.ts'

/** Records that somebody without an account may look at, for a while. Times are milliseconds since the epoch. */
export const publicLinkTables: readonly TableShape[] = [
  {
    name: 'public_link',
    columns: [
      { name: 'id', type: 'integer', required: true },
      /** sha256 of the token, hexadecimal. */
      { name: 'token_hash', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'entity', type: 'text', required: true },
      { name: 'record', type: 'integer', required: true },
      { name: 'role', type: 'text', required: true },
      { name: 'template', type: 'text' },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'expires_at', type: 'integer', required: true },
      { name: 'revoked_at', type: 'integer' },
      { name: 'opened', type: 'integer', required: true },
      { name: 'opened_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'public_link_token', columns: ['token_hash'], unique: true },
      { name: 'public_link_person', columns: ['person', 'id'] },
    ],
  },
]
