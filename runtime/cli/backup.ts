import { join, resolve } from 'node:path'
import { backupWorkspace } from '../host/backup-workspace.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace } from './open-directory.ts'
import { readOptions, textOption } from './read-options.ts'

const backup: CliCommand = {
  name: 'backup',
  summary: {
    zh: '备份正在使用的工作区',
    en: 'copies a workspace while it is in use',
  },
  help: `
formwork backup <workspace> [--to <folder>] [--data <folder>]

Copies a workspace as of one moment into a new folder, while others go on working: the database, the files, the
definitions as text, and a manifest with the hash of everything. The folder appears only when it is whole.
A workspace in PostgreSQL is backed up with PostgreSQL's own tools.

  --to <folder>    where to (default: <data>/<workspace>/backups/<time>)
${DATA_HELP}`,
  async run(argv) {
    const options = readOptions(argv, { ...DATA_OPTION, to: { type: 'string' } }, { least: 1, most: 1 })
    const { directory, registry } = openDirectory(options)
    const entry = await requireWorkspace(directory, options.positionals[0]!)
    const now = new Date()
    const target = resolve(textOption(options, 'to') ?? defaultTarget(entry.folder, now))
    const manifest = await backupWorkspace(registry, entry, target, now)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    process.stdout.write(`${target}\n${manifest.files.length} files, ${bytes} bytes, release ${manifest.release}\n`)
    return 0
  },
}

export default backup

export function defaultTarget(folder: string, now: Date): string {
  return join(folder, 'backups', now.toISOString().replaceAll(/[:.]/g, '-'))
}
