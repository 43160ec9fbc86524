import { access, constants, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { openDatabase } from '../host/database-location.ts'
import { makeFolder } from '../host/make-folder.ts'
import { readConfiguration } from '../server/configuration.ts'
import { checkWorkspace, type CheckResult } from './check-workspace.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions } from './read-options.ts'

const OLDEST_NODE = [22, 14]
/** Older ones have a defect in how the write-ahead log is reset. */
const OLDEST_SQLITE = [3, 51, 3]
const LEAST_FREE_BYTES = 1024 ** 3

const doctor: CliCommand = {
  name: 'doctor',
  summary: {
    zh: '列出安装和各工作区的每项检查',
    en: 'prints every check of the installation and its workspaces',
  },
  help: `
formwork doctor [workspace …] [--data <folder>]

Checks the installation (Node, SQLite, disk, permissions, configuration, the built client) and each workspace, or those
named: the database's own check of its file, synchronous writing, schema version, definitions, audit chain, ledgers,
jobs laid aside, known logins. Reads only.

${DATA_HELP}

Ends with 0 when nothing failed, else 1.`,
  async run(argv) {
    const options = readOptions(argv, DATA_OPTION, { least: 0, most: 1000 })
    const { directory, registry } = openDirectory(options)
    const results = await checkInstallation(registry, directory.root)
    const names = options.positionals.length > 0 ? options.positionals : await directory.names()
    for (const name of names) {
      const entry = await directory.find(name)
      const found =
        entry === undefined
          ? [{ verdict: 'FAIL' as const, what: 'workspace', detail: 'does not exist' }]
          : await checkWorkspace(registry, entry)
      results.push(...found.map((result) => ({ ...result, what: `${name}: ${result.what}` })))
    }
    process.stdout.write(`${printTable(results.map(({ verdict, what, detail }) => [verdict, what, detail]))}\n`)
    return results.some((result) => result.verdict === 'FAIL') ? 1 : 0
  },
}

export default doctor

async function checkInstallation(registry: Registry, root: string): Promise<CheckResult[]> {
  return Promise.all([checkNode(), checkSqlite(registry), checkPlace(root), checkDisk(root), checkPermissions(root), checkClient()])
}

function checkNode(): Promise<CheckResult> {
  const version = process.versions.node
  return Promise.resolve({ verdict: isAtLeast(version, OLDEST_NODE) ? 'ok' : 'FAIL', what: 'Node', detail: version })
}

async function checkSqlite(registry: Registry): Promise<CheckResult> {
  const { sqliteDriver } = readConfiguration()
  const database = await openDatabase(registry, { dialect: 'sqlite', location: ':memory:', driver: sqliteDriver })
  try {
    const row = await database.read(async (reading) => reading.get({ sql: 'select sqlite_version() as version' }, []))
    const version = String(row?.version)
    return { verdict: isAtLeast(version, OLDEST_SQLITE) ? 'ok' : 'FAIL', what: 'SQLite', detail: `${version} (${sqliteDriver})` }
  } finally {
    await database.close()
  }
}

async function checkPlace(root: string): Promise<CheckResult> {
  const isWritable = await makeFolder(root, 0o700)
    .then(() => access(root, constants.W_OK))
    .then(
      () => true,
      () => false,
    )
  return { verdict: isWritable ? 'ok' : 'FAIL', what: 'data directory', detail: isWritable ? root : `${root} cannot be written` }
}

async function checkDisk(root: string): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(root)
  const free = bavail * bsize
  return { verdict: free >= LEAST_FREE_BYTES ? 'ok' : 'warn', what: 'disk', detail: `${(free / 1024 ** 3).toFixed(1)} GB free` }
}

/** Business data are nobody else's on a shared machine. */
async function checkPermissions(root: string): Promise<CheckResult> {
  const { mode } = await stat(root)
  const isOpen = process.platform !== 'win32' && (mode & 0o007) !== 0
  return {
    verdict: isOpen ? 'warn' : 'ok',
    what: 'permissions',
    detail: isOpen ? `everybody on this machine may read ${root}: chmod o-rwx` : 'owner and group only',
  }
}

async function checkClient(): Promise<CheckResult> {
  const page = join(readConfiguration().clientFolder, 'index.html')
  const isBuilt = await access(page).then(
    () => true,
    () => false,
  )
  return { verdict: isBuilt ? 'ok' : 'warn', what: 'client', detail: isBuilt ? 'built' : `${page} is missing: npm start builds it` }
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, wanted] of oldest.entries()) if ((parts[index] ?? 0) !== wanted) return (parts[index] ?? 0) > wanted
  return true
}
