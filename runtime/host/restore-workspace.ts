import { copyFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { verifyAudit } from '../store/audit/verify-audit.ts'
import { verifyLedgers } from '../store/ledger/verify-ledgers.ts'
import { migrateSystem } from '../store/migrate/migrate-system.ts'
import { readVerifiedManifest, type BackupManifest } from './backup-manifest.ts'
import { openDatabase } from './database-location.ts'
import { LoadedWorkspace } from './loaded-workspace.ts'
import type { WorkspaceDirectory, WorkspaceEntry } from './workspace-directory.ts'

/**
 * Makes a new workspace of a backup; an existing one is never overwritten. Hashes, trees, keys, the audit chain and the ledgers
 * are checked before the workspace appears. Errors: `file-refused`, `workspace-exists`, `bad-name`, `schema-newer`.
 */
export async function restoreWorkspace(
  registry: Registry,
  directory: WorkspaceDirectory,
  name: string,
  folder: string,
): Promise<BackupManifest> {
  const manifest = await readVerifiedManifest(folder)
  await directory.add(name, { dialect: 'sqlite' }, async (entry) => {
    await copyFile(join(folder, 'workspace.db'), entry.location.location)
    if (manifest.files.some((file) => file.path.startsWith('files/'))) {
      await cp(join(folder, 'files'), join(entry.folder, 'files'), { recursive: true })
    }
    await checkRestored(registry, entry)
  })
  return manifest
}

async function checkRestored(registry: Registry, { name, location }: WorkspaceEntry): Promise<void> {
  const refuse = (reason: string): Error => fail('file-refused', { name, reason })
  const findings = await requireContribution(registry, 'dialects', location.dialect).check?.(location)
  if (findings !== undefined && findings.length > 0) throw refuse(findings[0]!)
  const database = await openDatabase(registry, location)
  try {
    await migrateSystem(database)
    const { broken } = await database.read((reading) => verifyAudit(reading))
    if (broken !== undefined) throw refuse(`audit row ${broken.sequence} does not agree with the chain (${broken.reason})`)
    const workspace = new LoadedWorkspace(database, registry)
    const checks = await database.read(async (reading) => verifyLedgers(reading, (await workspace.current(reading)).store))
    const wrong = checks.find((check) => check.broken > 0)
    if (wrong !== undefined) throw refuse(`${wrong.check} of ${wrong.ledger ?? 'the workspace'} do not agree, first: ${wrong.first}`)
  } finally {
    await database.close()
  }
}
