import type { TableShape } from '../database.ts'

/** Forms that somebody without an account may fill in, for a while, and what came in. Times are milliseconds since the epoch. */
export const publicFormTables: readonly TableShape[] = [
  {
    name: 'public_form',
    columns: [
      { name: 'id', type: 'integer', required: true },
      /** sha256 of the token, hexadecimal. */
      { name: 'token_hash', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'entity', type: 'text', required: true },
      { name: 'role', type: 'text', required: true },
      /** Fields and texts, as JSON. */
      { name: 'content', type: 'text', required: true },
      { name: 'answer_limit', type: 'integer', required: true },
      { name: 'answered', type: 'integer', required: true },
      { name: 'answered_at', type: 'integer' },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'expires_at', type: 'integer', required: true },
      { name: 'revoked_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'public_form_token', columns: ['token_hash'], unique: true },
      { name: 'public_form_person', columns: ['person', 'id'] },
    ],
  },
  {
    name: 'public_answer',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'form', type: 'integer', required: true },
      /** The page's own key: sent twice is one answer. */
      { name: 'answer_key', type: 'text', required: true },
      { name: 'record', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'public_answer_key', columns: ['form', 'answer_key'], unique: true }],
  },
]
