import { randomUUID } from 'node:crypto'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../host/workspace.ts'
import { WorkspaceJobs, type ReportFailure } from './workspace-jobs.ts'

/** The part of the host that jobs need. */
export interface JobWorkspaces {
  names(): Promise<string[]>
  get(name: string): Promise<Workspace | undefined>
}

export interface JobsOptions {
  readonly workspaces: JobWorkspaces
  /** Hears of every failure of a job. */
  readonly report: ReportFailure
  /** Milliseconds between two looks; for tests. */
  readonly interval?: number
}

/** How often each workspace is asked whether something is due: one point read. */
const LOOK_MILLISECONDS = 1_000
/** How often the directory is read for workspaces that are new. */
const DISCOVER_LOOKS = 30

/** Runs the jobs of all workspaces of a server until it is stopped; `stop` waits for those under way. */
export function startJobs(options: JobsOptions): { stop(): Promise<void> } {
  const runner = new JobRunner(options)
  return { stop: () => runner.stop() }
}

class JobRunner {
  readonly #options: JobsOptions
  readonly #holder = randomUUID()
  readonly #known = new Map<string, WorkspaceJobs>()
  readonly #busy = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #looks = 0
  #isStopping = false

  constructor(options: JobsOptions) {
    this.#options = options
    this.#schedule(0)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#timer)
    await this.#looking
    await Promise.allSettled(this.#busy.values())
  }

  #schedule(wait: number): void {
    if (this.#isStopping) return
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => this.#schedule(this.#options.interval ?? LOOK_MILLISECONDS))
    }, wait)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    if (this.#looks++ % DISCOVER_LOOKS === 0) await this.#discover()
    for (const [name, jobs] of this.#known) {
      if (this.#isStopping) return
      if (this.#busy.has(name)) continue
      // One workspace that is slow or broken never holds up the others.
      this.#busy.set(
        name,
        this.#runIfDue(name, jobs).finally(() => this.#busy.delete(name)),
      )
    }
  }

  async #discover(): Promise<void> {
    for (const name of await this.#options.workspaces.names().catch(() => [])) {
      if (this.#known.has(name) || this.#isStopping) continue
      await this.#attempt(name, async () => {
        const workspace = await this.#options.workspaces.get(name)
        if (workspace === undefined) return
        const jobs = new WorkspaceJobs(workspace, this.#holder, this.#options.report)
        await jobs.prepare()
        this.#known.set(name, jobs)
      })
    }
  }

  #runIfDue(name: string, jobs: WorkspaceJobs): Promise<void> {
    return this.#attempt(name, async () => {
      const wait = await jobs.nextWait(Date.now())
      if (wait === 0) await jobs.runDue(() => this.#isStopping)
    })
  }

  /** What fails here is the database or the host: it is told, and tried again at the next look. */
  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (this.#isStopping && isAppError(error, 'service-unavailable')) return
      this.#options.report({ workspace: name, job: '', kind: 'look', tries: 0, isDead: false }, error)
    }
  }
}
