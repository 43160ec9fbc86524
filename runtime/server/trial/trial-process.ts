import { createHash } from 'node:crypto'
import { describeProblem, loadDefinitions } from '@formwork/platform/definition/index.ts'
import { validateDefinition } from '@formwork/platform/definition/schema/validate-definition.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { runScenario } from '../../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../../host/sandbox/sandbox-moulds.ts'
import { packError } from '../../host/transported-error.ts'
import { runTrial } from '../../host/trial/run-trial.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'
import type { CaseOutcome, TrialAnswer, TrialFile, TrialRequest } from './trial-request.ts'

/** Entry of the process that test drives run in: real engines over databases in memory, until the server kills it or goes away. */
const registry = createServerRegistry()

interface Loaded {
  readonly key: string
  readonly model: Model
  readonly moulds: SandboxMoulds
}
/** The definitions driven last: a designer drives the same again and again. */
let loaded: Loaded | undefined

process.on('message', (request: TrialRequest) => {
  answer(request).then(
    (result) => reply({ result }),
    (error: unknown) => reply({ error: packError(error) }),
  )
})
process.on('disconnect', () => process.exit())

async function answer(request: TrialRequest): Promise<Extract<TrialAnswer, { result: unknown }>['result']> {
  const { model, moulds } = await load(request.files)
  if (request.kind === 'cases') return runCases(model, moulds)
  const { given, when, sample } = request.scenario
  const findings = validateDefinition({ kind: 'scenario', name: 'trial', sample, given, when, then: [{ name: 'end' }] }, registry)
  if (findings[0] !== undefined) throw fail('definition-invalid', { file: 'trial', reason: findings[0].message })
  return runTrial(request.scenario, { moulds, record: request.record, language: request.language, afterStep: runDueJobs })
}

/** Errors: `definition-invalid` with every problem. */
async function load(files: readonly TrialFile[]): Promise<Loaded> {
  const hash = createHash('sha256')
  for (const { path, text } of files) hash.update(path).update('\0').update(text).update('\0')
  const key = hash.digest('hex')
  if (loaded?.key === key) return loaded
  await loaded?.moulds.close()
  loaded = undefined
  const { model, problems } = loadDefinitions(
    files.map(({ path, text }) => ({ path, text })),
    registry,
    { release: 1 },
  )
  if (model === undefined) {
    const wrong = problems.find((problem) => problem.severity === 'error')
    const reason = wrong === undefined ? '' : { zh: describeProblem(wrong, 'zh'), en: describeProblem(wrong, 'en') }
    throw fail('definition-invalid', { file: wrong?.file ?? 'template.json', reason })
  }
  loaded = { key, model, moulds: new SandboxMoulds(model, { registry }) }
  return loaded
}

/** Cases saved by test drives, one after another. */
async function runCases(model: Model, moulds: SandboxMoulds): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  for (const scenario of model.scenarios.values()) {
    if (scenario.onPublish !== true) continue
    const difference = await runScenario(scenario, { moulds, afterStep: runDueJobs })
    outcomes.push({ name: scenario.name, label: scenario.label ?? scenario.name, difference: difference ?? null })
  }
  return outcomes
}

function reply(message: TrialAnswer): void {
  process.send!(message)
}
