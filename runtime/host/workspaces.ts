import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { createWorkspace } from './create-workspace.ts'
import type { DatabaseLocation } from './database-location.ts'
import { openWorkspace } from './open-workspace.ts'
import { ReaderPool } from './reader-pool.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceDirectory, type WorkspaceEntry } from './workspace-directory.ts'
import { WriterPool } from './writer-pool.ts'

export interface WorkspacesOptions {
  /** The server directory. */
  readonly root: string
  readonly sqliteDriver?: string
  /** Milliseconds that a long query may run; default 30 s. */
  readonly queryLimit?: number
  readonly writers?: number
  readonly readers?: number
  readonly registry?: Registry
  /** Hears of crashed threads. */
  readonly report?: (error: unknown) => void
}

const QUERY_LIMIT = 30_000

/** All workspaces of a server: opened lazily, pinned to a writer, closed together. */
export class Workspaces {
  readonly directory: WorkspaceDirectory
  readonly registry: Registry
  readonly #writers: WriterPool
  readonly #readers: ReaderPool
  readonly #open = new Map<string, Promise<Workspace | undefined>>()
  /** Why workspaces could not be opened, until they can. */
  readonly #refused = new Map<string, string>()
  #isClosing = false

  constructor(options: WorkspacesOptions) {
    this.directory = new WorkspaceDirectory(options.root, { sqliteDriver: options.sqliteDriver })
    this.registry = options.registry ?? createServerRegistry()
    this.#writers = new WriterPool(options.writers ?? Math.min(4, availableParallelism()), options.report ?? (() => undefined))
    this.#readers = new ReaderPool(options.readers ?? 2, options.queryLimit ?? QUERY_LIMIT)
  }

  names(): Promise<string[]> {
    return this.directory.names()
  }

  /** Undefined when there is no such workspace. */
  get(name: string): Promise<Workspace | undefined> {
    if (this.#isClosing) return Promise.resolve(undefined)
    const open = this.#open.get(name) ?? this.#openLazily(name)
    return open
  }

  /** Clones a template into a new workspace. Errors: `bad-name`, `workspace-exists`, `definition-invalid`. */
  async create(
    name: string,
    files: readonly DefinitionFile[],
    place: { dialect: DatabaseLocation['dialect']; location?: string } = { dialect: 'sqlite' },
  ): Promise<Model> {
    let model: Model | undefined
    await this.directory.add(name, place, async ({ location }) => {
      model = await createWorkspace({ location, registry: this.registry, files, now: Date.now() })
    })
    return model!
  }

  /** Whether every workspace that is open still answers, and one is; codes of those that could not be opened. */
  async health(): Promise<{ isReady: boolean; refused: string[] }> {
    const opened = await Promise.allSettled(this.#open.values())
    const answers = opened.map(async (workspace) =>
      workspace.status === 'fulfilled' ? workspace.value?.model() : Promise.reject(new Error('not open')),
    )
    const allAnswer = (await Promise.allSettled(answers)).every((answer) => answer.status === 'fulfilled')
    // Where not one could be opened, nobody is served.
    const isNoneServed = opened.length === 0 && this.#refused.size > 0
    return { isReady: allAnswer && !isNoneServed, refused: [...this.#refused.values()] }
  }

  /** Answers what is under way, folds the logs and ends threads and readers. */
  async close(): Promise<void> {
    this.#isClosing = true
    const opened = await Promise.allSettled(this.#open.values())
    await Promise.allSettled(opened.map(async (workspace) => (workspace.status === 'fulfilled' ? workspace.value?.close() : undefined)))
    this.#open.clear()
    await this.#writers.close()
    this.#readers.close()
  }

  #openLazily(name: string): Promise<Workspace | undefined> {
    const opening = this.directory.find(name).then((entry) => (entry === undefined ? undefined : this.#openEntry(entry)))
    this.#open.set(name, opening)
    const forget = (): void => void this.#open.delete(name)
    // A workspace that is not there yet, or could not be opened, is looked for again the next time.
    opening.then(
      (workspace) => {
        this.#refused.delete(name)
        if (workspace === undefined) forget()
      },
      (error: unknown) => {
        this.#refused.set(name, isAppError(error) ? error.code : 'internal')
        forget()
      },
    )
    return opening
  }

  #openEntry({ name, location, folder }: WorkspaceEntry): Promise<Workspace> {
    const writer = location.dialect === 'sqlite' ? this.#writers.choose() : undefined
    return openWorkspace({ name, files: join(folder, 'files'), location, registry: this.registry, writer, readers: this.#readers })
  }
}
