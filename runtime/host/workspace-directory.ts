import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import type { DatabaseLocation } from './database-location.ts'

/** What the server directory knows of a workspace: never business data. */
export interface WorkspaceEntry {
  readonly name: string
  readonly location: DatabaseLocation
  /** Folder of the workspace: database file, `files/`, backups. */
  readonly folder: string
}

/** Part of addresses, folder names and PostgreSQL schemas. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/

/** A folder with one folder a workspace; `workspace.json` in it says where the data lie. */
export class WorkspaceDirectory {
  readonly root: string
  readonly #sqliteDriver: string | undefined

  constructor(root: string, options: { sqliteDriver?: string } = {}) {
    this.root = root
    this.#sqliteDriver = options.sqliteDriver
  }

  static isName(name: string): boolean {
    return NAME.test(name)
  }

  async names(): Promise<string[]> {
    const entries = await readdir(this.root, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => entry.isDirectory() && NAME.test(entry.name)).map((entry) => entry.name)
    const found = await Promise.all(names.map(async (name) => ((await this.find(name)) === undefined ? [] : [name])))
    return found.flat().sort()
  }

  /** Undefined when there is no such workspace. */
  async find(name: string): Promise<WorkspaceEntry | undefined> {
    if (!NAME.test(name)) return undefined
    const folder = join(this.root, name)
    const settings = await readFile(join(folder, 'workspace.json'), 'utf8').catch(() => undefined)
    if (settings === undefined) return undefined
    const { dialect, location, schema } = JSON.parse(settings) as {
      dialect: DatabaseLocation['dialect']
      location?: string
      schema?: string
    }
    return { name, folder, location: this.#locate(folder, dialect, location, schema) }
  }

  /**
   * Makes the folder and its `workspace.json`; `fill` creates the database. Nothing is left when `fill` fails.
   * Errors: `bad-name`, `workspace-exists`.
   */
  async add(
    name: string,
    place: { dialect: DatabaseLocation['dialect']; location?: string },
    fill: (entry: WorkspaceEntry) => Promise<void>,
  ): Promise<WorkspaceEntry> {
    if (!NAME.test(name)) throw fail('bad-name', { name })
    const folder = join(this.root, name)
    if (await exists(folder)) throw fail('workspace-exists', { name })
    const schema = place.dialect === 'postgresql' ? `w_${name.replaceAll('-', '_')}` : undefined
    const entry = { name, folder, location: this.#locate(folder, place.dialect, place.location, schema) }
    await mkdir(join(folder, 'files'), { recursive: true })
    try {
      await fill(entry)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    // Written last and renamed into place: a folder without it is no workspace.
    const settings = JSON.stringify({ dialect: place.dialect, location: place.location, schema }, null, 2)
    await writeFile(join(folder, 'workspace.json.new'), `${settings}\n`)
    await rename(join(folder, 'workspace.json.new'), join(folder, 'workspace.json'))
    return entry
  }

  #locate(
    folder: string,
    dialect: DatabaseLocation['dialect'],
    location: string | undefined,
    schema: string | undefined,
  ): DatabaseLocation {
    if (dialect === 'postgresql') {
      if (location === undefined) throw fail('unsafe-configuration', { reason: `${folder}/workspace.json names no database` })
      return { dialect, location, schema }
    }
    return { dialect, location: join(folder, location ?? 'workspace.db'), driver: this.#sqliteDriver }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
