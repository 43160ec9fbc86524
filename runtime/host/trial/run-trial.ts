import type { ScenarioDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { isAppError, type AppError } from '@formwork/platform/error/index.ts'
import type { CastSandbox, SandboxMoulds } from '../sandbox/sandbox-moulds.ts'
import type { StepRunner } from '../sandbox/step-runner.ts'
import { seeTrial } from './see-trial.ts'
import type { TrialReport, TrialStep } from './trial-report.ts'

export interface TrialOptions {
  /** Of the definitions that are driven. */
  readonly moulds: SandboxMoulds
  /** The name that `given` keeps the driven record under. */
  readonly record: string
  readonly language: 'zh' | 'en'
  /** Done after each step: jobs that have come due by the sandbox's clock. */
  readonly afterStep?: (runner: StepRunner) => Promise<void>
}

/**
 * Test drive: the steps of a scenario one by one in a sandbox of its own, and after each where the record stands, who was
 * asked and why. A step that is refused is told, and the drive goes on with the next. Nothing outside is read or written.
 */
export async function runTrial(
  scenario: Pick<ScenarioDefinition, 'given' | 'when' | 'sample'>,
  options: TrialOptions,
): Promise<TrialReport> {
  let sandbox: CastSandbox | undefined
  try {
    sandbox = await options.moulds.open('trial', scenario.sample)
    return await drive(sandbox.runner, scenario, options)
  } catch (error) {
    if (!isAppError(error)) throw error
    return { failure: { step: scenario.sample ?? '', message: describe(error, options.language) }, given: [], steps: [] }
  } finally {
    await sandbox?.close()
  }
}

async function drive(
  runner: StepRunner,
  { given = [], when }: Pick<ScenarioDefinition, 'given' | 'when'>,
  { record: name, language, afterStep }: TrialOptions,
): Promise<TrialReport> {
  const done: ScenarioStep[] = []
  for (const step of given) {
    try {
      done.push(await furnish(runner, step))
      await afterStep?.(runner)
    } catch (error) {
      if (!isAppError(error)) throw error
      return { failure: { step: step.name, message: describe(error, language) }, given: done, steps: [] }
    }
  }
  const record = runner.kept.get(name)
  const steps: TrialStep[] = []
  for (const step of when) {
    const refused = await attempt(runner, step, language, afterStep)
    steps.push({ name: step.name, as: step.as ?? null, do: step.do, refused, ...(await seeTrial(runner, record, language)) })
  }
  return { failure: null, given: done, steps }
}

/** A step as it could be done: what the record keeps closed (another field decides that) computes itself or stays empty. */
async function furnish(runner: StepRunner, step: ScenarioStep): Promise<ScenarioStep> {
  try {
    await runner.run(step)
    return step
  } catch (error) {
    const closed = closedPaths(error)
    if (step.values === undefined || closed.length === 0) throw error
    const open = { ...step, values: withoutPaths(step.values, closed) }
    await runner.run(open)
    return open
  }
}

function closedPaths(error: unknown): string[] {
  if (!isAppError(error)) return []
  const findings = error.errors ?? [{ code: error.code, path: error.path }]
  const closed = findings.flatMap(({ code, path }) => (code === 'field-not-writable' && path !== undefined ? [path] : []))
  return closed.length === findings.length ? closed : []
}

/** `batch` or `lines/3/batch`. */
function withoutPaths(values: Readonly<Record<string, unknown>>, paths: readonly string[]): Record<string, unknown> {
  const left = structuredClone(values) as Record<string, unknown>
  for (const path of paths) {
    const [name, row, cell] = path.split('/') as [string, string?, string?]
    if (row === undefined || cell === undefined) delete left[name]
    else delete (left[name] as Record<string, unknown>[])[Number(row)]?.[cell]
  }
  return left
}

async function attempt(
  runner: StepRunner,
  step: ScenarioStep,
  language: 'zh' | 'en',
  afterStep: TrialOptions['afterStep'],
): Promise<TrialStep['refused']> {
  try {
    await runner.run(step)
    await afterStep?.(runner)
    return null
  } catch (error) {
    if (!isAppError(error)) throw error
    return { code: error.code, message: describe(error, language) }
  }
}

/** The message with its findings: which field, which row. */
function describe(error: AppError, language: 'zh' | 'en'): string {
  const { message, errors } = error.toWire(language)
  return errors === undefined || errors.length === 0 ? message : errors.map((each) => each.message).join('; ')
}
