import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database } from '../store/database.ts'
import { migrateSystem } from '../store/migrate/migrate-system.ts'
import { openDatabase, type DatabaseLocation } from './database-location.ts'
import { executeCommand } from './execute-command.ts'
import { LoadedWorkspace } from './loaded-workspace.ts'
import type { ReaderPool } from './reader-pool.ts'
import { findQuery, runQuery } from './run-query.ts'
import type { Workspace } from './workspace.ts'
import type { Writer } from './writer.ts'

export interface WorkspaceOptions {
  readonly name: string
  readonly location: DatabaseLocation
  /** Folder of stored files. */
  readonly files?: string
  readonly registry: Registry
  /** SQLite: commands run in this writer's thread. Absent: in this thread (tests, command line, PostgreSQL). */
  readonly writer?: Writer
  /** Long queries run there. Absent: in this thread. */
  readonly readers?: ReaderPool
}

/** Opens a workspace that exists. Errors: `schema-newer`, `service-unavailable`. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  await migrateOnce(options)
  return options.writer === undefined ? openHere(options) : openBeside(options, options.writer)
}

/** The system tables are brought up to date before anybody reads or writes. */
async function migrateOnce({ registry, location }: WorkspaceOptions): Promise<void> {
  const database = await openDatabase(registry, location)
  try {
    await migrateSystem(database)
  } finally {
    await database.close()
  }
}

async function openHere(options: WorkspaceOptions): Promise<Workspace> {
  const loaded = new LoadedWorkspace(await openDatabase(options.registry, options.location), options.registry)
  return workspaceOf(options, loaded, {
    execute: (command) => executeCommand(loaded, command),
    close: () => loaded.database.close(),
  })
}

/** The writer's thread owns the writing connection; this thread has a reading one beside it. */
async function openBeside(options: WorkspaceOptions, writer: Writer): Promise<Workspace> {
  const { name, location, registry } = options
  await writer.open(name, location)
  const database: Database = await openDatabase(registry, location, { readOnly: true })
  return workspaceOf(options, new LoadedWorkspace(database, registry), {
    execute: (command) => writer.execute(name, command),
    close: async () => {
      await database.close()
      await writer.close(name)
    },
  })
}

function workspaceOf(options: WorkspaceOptions, loaded: LoadedWorkspace, writing: Pick<Workspace, 'execute' | 'close'>): Workspace {
  const { name, location, readers, files } = options
  return {
    name,
    files,
    dialect: location.dialect,
    ...writing,
    model: () => loaded.database.read(async (reading) => (await loaded.current(reading)).model),
    read: async (queryName, request) => {
      const query = findQuery(queryName)
      if (query.cost === 'point' || readers === undefined) return runQuery(loaded, query, request)
      return readers.run({ workspace: name, location, query: queryName, request })
    },
  }
}
