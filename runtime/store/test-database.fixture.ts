import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { openSqlite } from '@formwork/plugins/dialects/sqlite/open.ts'
import type { Database } from './database.ts'

/** A real SQLite file in a folder of its own, as a workspace has it; closing removes it. */
export async function openTestDatabase(options: Partial<OpenDatabase> = {}): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'formwork-'))
  const database = await openSqlite({ location: join(folder, 'workspace.db'), ...options })
  const close = database.close.bind(database)
  database.close = async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
  return database
}
