import type { Workspace } from '../host/workspace.ts'

/** A job as the runner holds it. */
export interface ClaimedJob {
  readonly id: number
  readonly kind: string
  readonly payload: unknown
  /** Times it was claimed, this time included. */
  readonly tries: number
}

/** What is done for jobs of one kind. Doing it twice must be harmless: its commands carry keys made from the job's id. */
export interface JobHandler {
  readonly kind: string
  /** Comes again and again: milliseconds from one turn to the next. */
  readonly every?: number
  /** Needed with this database alone. */
  readonly dialect?: Workspace['dialect']
  run(workspace: Workspace, job: ClaimedJob): Promise<void>
}
