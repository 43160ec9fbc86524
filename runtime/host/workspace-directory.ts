import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type AppError } from '@formwork/platform/error/index.ts'
import type { DatabaseLocation } from './database-location.ts'
import { makeFolder } from './make-folder.ts'

/** What the server directory knows of a workspace: never business data. */
export interface WorkspaceEntry {
  readonly name: string
  readonly location: DatabaseLocation
  /** Folder of the workspace: database file, `files/`, backups. */
  readonly folder: string
}

/** Part of addresses, folder names and PostgreSQL schemas. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/

/** Says where the data of a workspace lie. */
const SETTINGS = 'workspace.json'
/** Rights of a folder with business data. */
export const OWNER_ONLY = 0o700

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
    const settings = await readFile(join(folder, SETTINGS), 'utf8').catch(() => undefined)
    if (settings === undefined) return undefined
    const { dialect, location, schema } = readSettings(join(folder, SETTINGS), settings)
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
    await this.prepare()
    // Whatever the folder above lets others do: business data, and the address of a database, are nobody else's.
    await mkdir(join(folder, 'files'), { recursive: true, mode: OWNER_ONLY })
    try {
      await fill(entry)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    // Written last and renamed into place: a folder without it is no workspace.
    const settings = JSON.stringify({ dialect: place.dialect, location: place.location, schema }, null, 2)
    await writeFile(join(folder, `${SETTINGS}.new`), `${settings}\n`, { mode: 0o600 })
    await rename(join(folder, `${SETTINGS}.new`), join(folder, SETTINGS))
    return entry
  }

  /** The folder of the workspaces is made where it is missing. Errors: the system's, where it cannot be made or written. */
  async prepare(): Promise<void> {
    await makeFolder(this.root, OWNER_ONLY)
    await access(this.root, constants.W_OK)
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

interface Settings {
  readonly dialect: DatabaseLocation['dialect']
  readonly location?: string
  readonly schema?: string
}

/** Errors: `unsafe-configuration` that names the file. */
function readSettings(file: string, text: string): Settings {
  const refuse = (why: { zh: string; en: string }): AppError =>
    fail('unsafe-configuration', { reason: { zh: `文件“${file}”${why.zh}`, en: `the file "${file}" ${why.en}` } })
  const read = (): unknown => {
    try {
      return JSON.parse(text)
    } catch (error) {
      throw refuse({ zh: `不是有效的 JSON:${(error as Error).message}`, en: `is no valid JSON: ${(error as Error).message}` })
    }
  }
  const { dialect, location, schema } = (read() ?? {}) as Partial<Record<keyof Settings, unknown>>
  const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string'
  if (dialect !== 'sqlite' && dialect !== 'postgresql') {
    throw refuse({ zh: '应写明 "dialect": "sqlite" 或 "postgresql"', en: 'must say "dialect": "sqlite" or "postgresql"' })
  }
  if (!isText(location) || !isText(schema)) {
    throw refuse({ zh: '中的 location 与 schema 应为文本', en: 'must have texts as location and schema' })
  }
  return { dialect, location, schema }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
