import { resolve } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { openDatabase } from '../host/database-location.ts'
import { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { WorkspaceDirectory, type WorkspaceEntry } from '../host/workspace-directory.ts'
import { readConfiguration } from '../server/configuration.ts'
import { textOption, type ReadOptions } from './read-options.ts'

/** `--data`, which most commands take. */
export const DATA_OPTION = { data: { type: 'string' } } as const
export const DATA_HELP = '  --data <folder>   the data directory (default: $FORMWORK_DATA, else data/)'

/** The data directory that a command works on. */
export function openDirectory(options: ReadOptions): { directory: WorkspaceDirectory; registry: Registry } {
  const { dataDirectory, sqliteDriver } = readConfiguration()
  const given = textOption(options, 'data')
  return {
    directory: new WorkspaceDirectory(given === undefined ? dataDirectory : resolve(given), { sqliteDriver }),
    registry: createServerRegistry(),
  }
}

/** Errors: `workspace-not-found`. */
export async function requireWorkspace(directory: WorkspaceDirectory, name: string): Promise<WorkspaceEntry> {
  const entry = await directory.find(name)
  if (entry === undefined) {
    throw fail('workspace-not-found', { name, folder: directory.root })
  }
  return entry
}

/** The workspaces that a command is about: those named, else all. Errors: `workspace-missing`. */
export async function chosenWorkspaces(directory: WorkspaceDirectory, { positionals }: ReadOptions): Promise<string[]> {
  const names = positionals.length > 0 ? positionals : await directory.names()
  if (names.length === 0) throw fail('workspace-missing', { folder: directory.root })
  return [...names]
}

/** Opens a workspace in this process, for one piece of work. */
export async function withWorkspace<T>(
  registry: Registry,
  entry: WorkspaceEntry,
  options: { readOnly?: boolean; now?: () => number },
  work: (workspace: LoadedWorkspace) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(registry, entry.location, { readOnly: options.readOnly })
  try {
    return await work(new LoadedWorkspace(database, registry, options.now))
  } finally {
    await database.close()
  }
}
