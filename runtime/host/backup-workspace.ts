import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { readDefinitionFiles, readReleaseNumber } from '../store/definitions/definitions.ts'
import { SYSTEM_VERSION } from '../store/migrate/migrate-system.ts'
import { hashFiles, MANIFEST_FILE, type BackupManifest } from './backup-manifest.ts'
import { openDatabase } from './database-location.ts'
import { OWNER_ONLY, type WorkspaceEntry } from './workspace-directory.ts'

/**
 * Copies a workspace into a new folder while it is in use: database as of one moment, files, definitions as text,
 * and a manifest of hashes. The folder appears only when it is whole.
 * Errors: `service-unavailable` where the database has its own tools, `disk-full`, `folder-exists`.
 */
export async function backupWorkspace(registry: Registry, entry: WorkspaceEntry, target: string, now: Date): Promise<BackupManifest> {
  const dialect = requireContribution(registry, 'dialects', entry.location.dialect)
  if (dialect.backup === undefined) throw fail('service-unavailable', { reason: `back up ${dialect.name} with its own tools (pg_dump)` })
  if (existsSync(target)) throw fail('folder-exists', { name: target })
  const partial = `${target}.part`
  await rm(partial, { recursive: true, force: true })
  // A copy of everything: wherever it goes, for its owner alone.
  await mkdir(partial, { recursive: true, mode: OWNER_ONLY })
  try {
    // Rows first: a file that is added meanwhile is in the folder, a row without its file never is.
    await dialect.backup(entry.location, join(partial, 'workspace.db'))
    await cp(join(entry.folder, 'files'), join(partial, 'files'), { recursive: true, force: true }).catch(ignoreMissing)
    const release = await exportDefinitions(registry, entry, partial)
    const files = await hashFiles(partial)
    const manifest: BackupManifest = {
      format: 1,
      workspace: entry.name,
      createdAt: now.toISOString(),
      release,
      systemVersion: SYSTEM_VERSION,
      files,
    }
    await writeFile(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(partial, target)
    return manifest
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** The current release as files, for people: the database copy holds every release. */
async function exportDefinitions(registry: Registry, entry: WorkspaceEntry, folder: string): Promise<number> {
  const database = await openDatabase(registry, { ...entry.location, location: join(folder, 'workspace.db') }, { readOnly: true })
  try {
    const { release, files } = await database.read(async (reading) => {
      const number = await readReleaseNumber(reading)
      return { release: number, files: await readDefinitionFiles(reading, number) }
    })
    for (const { path, text } of files) {
      const file = join(folder, 'definitions', path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    return release
  } finally {
    await database.close()
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error
}
