import { failAll } from '@formwork/platform/error/index.ts'
import type { Request, Response } from 'express'
import { ask } from '../caller.ts'
import type { CaseOutcome, TrialFile } from './trial-request.ts'
import { runCases } from './trial-runner.ts'

/** How the saved cases go over the working copy as it is now. */
export async function casesOf(request: Request, response: Response): Promise<readonly CaseOutcome[]> {
  const files = await workingFiles(request, response)
  // Without a saved case there is nothing to run, and no process to start.
  return files.some(({ path, text }) => path.endsWith('.json') && text.includes('"onPublish"')) ? runCases({ kind: 'cases', files }) : []
}

/** Before a publish. Errors: `case-failed` with every case that ends otherwise than it was saved. */
export async function refuseFailedCases(request: Request, response: Response): Promise<void> {
  const failed = (await casesOf(request, response)).filter((each) => each.difference !== null)
  if (failed.length === 0) return
  throw failAll(
    failed.map(({ name, label, difference }) => ({
      code: 'case-failed',
      path: name,
      parameters: { case: label, difference: difference! },
    })),
  )
}

/** Errors: `not-permitted` for whoever may not design. */
export async function workingFiles(request: Request, response: Response): Promise<readonly TrialFile[]> {
  return ((await ask(request, response, 'working-copy', {})) as { files: TrialFile[] }).files
}
