import type { TableShape } from '../database.ts'

/** Secrets of people, apart from the person records: only hashes are kept. */
export const sessionTables: readonly TableShape[] = [
  {
    name: 'credential',
    columns: [
      { name: 'person', type: 'integer', required: true },
      /** Lower case. */
      { name: 'login', type: 'text', required: true },
      /** `scrypt$N$r$p$salt$hash`. */
      { name: 'password', type: 'text', required: true },
      { name: 'must_change', type: 'boolean', required: true },
      { name: 'changed_at', type: 'integer', required: true },
    ],
    primaryKey: ['person'],
    indexes: [{ name: 'credential_login', columns: ['login'], unique: true }],
  },
  {
    name: 'session',
    columns: [
      /** sha256 of the token, hexadecimal. */
      { name: 'token_hash', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'language', type: 'text', required: true },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'seen_at', type: 'integer', required: true },
      { name: 'expires_at', type: 'integer', required: true },
      { name: 'device', type: 'text', required: true },
    ],
    primaryKey: ['token_hash'],
    clustered: true,
    indexes: [{ name: 'session_person', columns: ['person'] }],
  },
  {
    name: 'api_key',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'key_hash', type: 'text', required: true },
      /** JSON list of `entity:operation`. */
      { name: 'scopes', type: 'text', required: true },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'expires_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'api_key_hash', columns: ['key_hash'], unique: true }],
  },
]
