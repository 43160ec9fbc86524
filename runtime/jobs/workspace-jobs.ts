import { isAppError } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../host/workspace.ts'
import { handlerOf, recurringKinds } from './handlers.ts'
import type { ClaimedJob, JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

/** A job belongs to its runner for so long; what takes longer sends heartbeats, what dies is claimed again after it. */
const LEASE_MILLISECONDS = 60_000
const HEARTBEAT_MILLISECONDS = 20_000
const CLAIM_LIMIT = 20
/** After so many tries a job is laid aside as dead; a refusal that repeating cannot change gets fewer. */
const MOST_TRIES = 10
const MOST_REFUSALS = 3
const FIRST_WAIT_MILLISECONDS = 1_000
const LONGEST_WAIT_MILLISECONDS = 3_600_000

export type ReportFailure = (line: { workspace: string; job: string; kind: string; tries: number; isDead: boolean }, error: unknown) => void

/** Claims and runs the due jobs of one workspace. All state is in its database: whoever comes next goes on. */
export class WorkspaceJobs {
  readonly #workspace: Workspace
  readonly #holder: string
  readonly #report: ReportFailure

  constructor(workspace: Workspace, holder: string, report: ReportFailure) {
    this.#workspace = workspace
    this.#holder = holder
    this.#report = report
  }

  /** Writes the recurring jobs where they are missing. */
  async prepare(): Promise<void> {
    await runSystemCommand(this.#workspace, 'ensure-jobs', { kinds: recurringKinds(this.#workspace.dialect) })
  }

  /** Milliseconds until the next job is due; undefined when none waits. */
  async nextWait(now: number): Promise<number | undefined> {
    const { due } = (await this.#workspace.read('next-job', { person: null, language: 'zh', arguments: {} })) as { due: number | null }
    return due === null ? undefined : Math.max(0, due - now)
  }

  /** Runs what is due now, until nothing is or `isStopping`. Returns how many ran. */
  async runDue(isStopping: () => boolean): Promise<number> {
    let count = 0
    while (!isStopping()) {
      const { jobs } = (await this.#command('claim-jobs', { holder: this.#holder, lease: LEASE_MILLISECONDS, limit: CLAIM_LIMIT })) as {
        jobs: ClaimedJob[]
      }
      for (const job of jobs) await this.#runJob(job)
      count += jobs.length
      if (jobs.length < CLAIM_LIMIT) return count
    }
    return count
  }

  async #runJob(job: ClaimedJob): Promise<void> {
    const handler = handlerOf(job)
    const heartbeat = setInterval(() => void this.#extend(job), HEARTBEAT_MILLISECONDS)
    try {
      await handler.run(this.#workspace, job)
      await this.#finish(job, handler)
    } catch (error) {
      await this.#fail(job, handler, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  async #finish(job: ClaimedJob, handler: JobHandler): Promise<void> {
    const turn = handler.every === undefined ? {} : { again: handler.every }
    await this.#command('finish-job', { id: job.id, holder: this.#holder, ...turn })
  }

  async #fail(job: ClaimedJob, handler: JobHandler, error: unknown): Promise<void> {
    const isRefusal = isAppError(error) && error.status < 500
    const isDead = handler.every === undefined && job.tries >= (isRefusal ? MOST_REFUSALS : MOST_TRIES)
    this.#report({ workspace: this.#workspace.name, job: String(job.id), kind: job.kind, tries: job.tries, isDead }, error)
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000)
    await this.#command('fail-job', { id: job.id, holder: this.#holder, error: message, wait: waitAfter(job.tries), isDead })
  }

  /** A heartbeat that does not arrive costs the lease, nothing else. */
  async #extend(job: ClaimedJob): Promise<void> {
    await this.#command('extend-job', { id: job.id, holder: this.#holder, lease: LEASE_MILLISECONDS }).catch(() => undefined)
  }

  #command(name: string, body: unknown): Promise<unknown> {
    return runSystemCommand(this.#workspace, name, body)
  }
}

/** Doubles with every try, and differs a little each time so that what failed together does not come back together. */
export function waitAfter(tries: number, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** (tries - 1))
  return Math.round(wait * (0.75 + random() / 2))
}
