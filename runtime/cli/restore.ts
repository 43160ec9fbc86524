import { resolve } from 'node:path'
import { restoreWorkspace } from '../host/restore-workspace.ts'
import type { CliCommand } from './cli-command.ts'
import { checkWorkspace } from './check-workspace.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions } from './read-options.ts'

const restore: CliCommand = {
  name: 'restore',
  summary: {
    zh: '由备份恢复成工作区并校验',
    en: 'makes a workspace of a backup and verifies it',
  },
  help: `
formwork restore <backup folder> <workspace> [--data <folder>]

Makes a new workspace of a backup; one that exists is never overwritten. The hashes of the manifest are compared first,
then the database's own check, the audit chain and every balance of every ledger are verified. A backup that does not
hold is refused and leaves nothing behind.

${DATA_HELP}`,
  async run(argv) {
    const options = readOptions(argv, DATA_OPTION, { least: 2, most: 2 })
    const [folder, name] = options.positionals as [string, string]
    const { directory, registry } = openDirectory(options)
    const manifest = await restoreWorkspace(registry, directory, name, resolve(folder))
    const checks = await checkWorkspace(registry, await requireWorkspace(directory, name))
    process.stdout.write(`${name}: release ${manifest.release} of ${manifest.workspace}, as of ${manifest.createdAt}\n`)
    process.stdout.write(`${printTable(checks.map(({ verdict, what, detail }) => [verdict, what, detail]))}\n`)
    return checks.some((check) => check.verdict === 'FAIL') ? 1 : 0
  },
}

export default restore
