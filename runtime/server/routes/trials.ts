import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { failAll } from '@formwork/platform/error/index.ts'
import { Router, type Request, type Response } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import { TRIAL_RECORD } from '../../query/definitions/trial-seed.ts'
import { ask } from '../caller.ts'
import { languageOf } from '../send-error.ts'
import type { CaseOutcome, TrialFile } from '../trial/trial-request.ts'
import { driveTrial, runCases } from '../trial/trial-runner.ts'

/** Steps of one drive: a seed of hundreds of records, and what people do with one. */
const MOST_STEPS = 1_000
const steps = { type: 'array', maxItems: MOST_STEPS, items: { type: 'object', additionalProperties: {} } } as const
const checkBody = compileRequest(
  objectSchema({ given: steps, when: steps, sample: { type: 'string', maxLength: 60 }, record: { type: 'string', maxLength: 60 } }, [
    'when',
  ]),
)

interface TrialBody {
  readonly given?: ScenarioStep[]
  readonly when: [ScenarioStep, ...ScenarioStep[]]
  readonly sample?: string
  readonly record?: string
}

/** Test drives of the working copy, and the cases before a publish. Before the routes of commands: a publish passes here first. */
export const trialRoutes = Router({ mergeParams: true })

trialRoutes.get('/design/trial/seed', async (request, response) => {
  const { entity, id } = request.query
  response.json(await ask(request, response, 'trial-seed', { entity, id }))
})

trialRoutes.post('/design/trial', async (request, response) => {
  const body = (request.body ?? {}) as TrialBody
  checkBody(body)
  const { record = TRIAL_RECORD, ...scenario } = body
  const files = await workingFiles(request, response)
  response.json(await driveTrial({ kind: 'drive', files, scenario, record, language: languageOf(request, response) }))
})

trialRoutes.post('/design/cases', async (request, response) => {
  response.json({ cases: await casesOf(request, response) })
})

/** Errors: `case-failed` with every case that ends otherwise than it was saved. */
trialRoutes.post('/commands/publish', async (request, response, next) => {
  const failed = (await casesOf(request, response)).filter((each) => each.difference !== null)
  if (failed.length === 0) return next()
  throw failAll(
    failed.map(({ name, label, difference }) => ({
      code: 'case-failed',
      path: name,
      parameters: { case: label, difference: difference! },
    })),
  )
})

async function casesOf(request: Request, response: Response): Promise<readonly CaseOutcome[]> {
  const files = await workingFiles(request, response)
  // Without a saved case there is nothing to run, and no process to start.
  return files.some(({ path, text }) => path.endsWith('.json') && text.includes('"onPublish"')) ? runCases({ kind: 'cases', files }) : []
}

/** Errors: `not-permitted` for whoever may not design. */
async function workingFiles(request: Request, response: Response): Promise<readonly TrialFile[]> {
  return ((await ask(request, response, 'working-copy', {})) as { files: TrialFile[] }).files
}
