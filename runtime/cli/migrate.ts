import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { backupWorkspace } from '../host/backup-workspace.ts'
import { openDatabase } from '../host/database-location.ts'
import type { WorkspaceEntry } from '../host/workspace-directory.ts'
import { migrateSystem, SYSTEM_VERSION, systemVersion } from '../store/migrate/migrate-system.ts'
import { defaultTarget } from './backup.ts'
import type { CliCommand } from './cli-command.ts'
import { chosenWorkspaces, DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace } from './open-directory.ts'
import { readOptions } from './read-options.ts'

const migrate: CliCommand = {
  name: 'migrate',
  summary: {
    zh: '把工作区升级到本程序的版本',
    en: "brings workspaces to this program's version",
  },
  help: `
formwork migrate [workspace …] [--no-backup] [--data <folder>]

Brings the system tables of every workspace, or of those named, to the version of this program: forward only, each step
in one transaction, after an automatic backup. A workspace of a newer program is refused. Stop the server before.

  --no-backup       goes on without a backup
${DATA_HELP}`,
  async run(argv) {
    const options = readOptions(argv, { ...DATA_OPTION, 'no-backup': { type: 'boolean' } }, { least: 0, most: 1000 })
    const { directory, registry } = openDirectory(options)
    const names = await chosenWorkspaces(directory, options)
    for (const name of names) {
      const line = await migrateWorkspace(registry, await requireWorkspace(directory, name), options.values['no-backup'] !== true)
      process.stdout.write(`${name}: ${line}\n`)
    }
    return 0
  },
}

export default migrate

async function migrateWorkspace(registry: Registry, entry: WorkspaceEntry, isBackedUp: boolean): Promise<string> {
  const version = await readVersion(registry, entry)
  if (version === SYSTEM_VERSION) return `version ${version}, nothing to do`
  const target = defaultTarget(entry.folder, new Date())
  const hasBackup = isBackedUp && entry.location.dialect === 'sqlite'
  if (hasBackup) await backupWorkspace(registry, entry, target, new Date())
  const database = await openDatabase(registry, entry.location)
  try {
    await migrateSystem(database)
  } finally {
    await database.close()
  }
  return `version ${version} → ${SYSTEM_VERSION}${hasBackup ? `, backup in ${target}` : ''}`
}

async function readVersion(registry: Registry, entry: WorkspaceEntry): Promise<number> {
  const database = await openDatabase(registry, entry.location, { readOnly: true })
  try {
    return await database.read((reading) => systemVersion(reading))
  } finally {
    await database.close()
  }
}
