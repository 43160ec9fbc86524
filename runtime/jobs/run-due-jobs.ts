import { sandboxWorkspace } from '../host/sandbox/sandbox-workspace.ts'
import type { StepRunner } from '../host/sandbox/step-runner.ts'
import { WorkspaceJobs } from './workspace-jobs.ts'

/** Jobs started by jobs: more rounds than this is a circle. */
const MOST_ROUNDS = 50

/** Runs what has come due by a sandbox's clock, as the server would. A job that fails is the caller's to see. */
export async function runDueJobs({ workspace }: Pick<StepRunner, 'workspace'>): Promise<void> {
  const jobs = new WorkspaceJobs(sandboxWorkspace(workspace), 'sandbox-runner', (_line, error) => {
    throw error
  })
  for (let round = 0; round < MOST_ROUNDS; round++) if ((await jobs.runDue(() => false)) === 0) return
}
