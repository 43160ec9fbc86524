import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { Router } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import { TRIAL_RECORD } from '../../query/definitions/trial-seed.ts'
import { ask } from '../caller.ts'
import { languageOf } from '../send-error.ts'
import { casesOf, workingFiles } from '../trial/working-cases.ts'
import { driveTrial } from '../trial/trial-runner.ts'

/** Steps of one drive: a seed of hundreds of records, and what people do with one. */
const MOST_STEPS = 1_000
const steps = { type: 'array', maxItems: MOST_STEPS, items: { type: 'object', additionalProperties: {} } } as const
const checkBody = compileRequest(
  objectSchema({ given: steps, when: steps, sample: { type: 'string', maxLength: 60 }, record: { type: 'string', maxLength: 60 } }, [
    'when',
  ]),
)

const checkNothing = compileRequest(objectSchema({}))

interface TrialBody {
  readonly given?: ScenarioStep[]
  readonly when: [ScenarioStep, ...ScenarioStep[]]
  readonly sample?: string
  readonly record?: string
}

/** Test drives of the working copy, and the cases that a publish must pass. */
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
  checkNothing(request.body ?? {})
  response.json({ cases: await casesOf(request, response) })
})
