import { assert } from '@formwork/platform/error/assert.ts'
import type { Database } from '../database.ts'

/** Schemas of throw-away workspaces begin so; nothing else is ever dropped. */
export const THROW_AWAY_PREFIX = 'sandbox_'

/** Takes a throw-away workspace away, with all that is in it (PostgreSQL). */
export async function dropThrowAwaySchema(database: Database, schema: string): Promise<void> {
  assert(database.dialect === 'postgresql' && /^sandbox_\w+$/.test(schema), `"${schema}" is no throw-away schema`)
  await database.write(async (transaction) => transaction.run({ sql: `drop schema "${schema}" cascade` }, []))
}
