import type { ScenarioDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { isAppError, type AppError } from '@formwork/platform/error/index.ts'
import { verifyAudit } from '../../store/audit/verify-audit.ts'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import { judgeExpectation } from './expectation.ts'
import type { CastSandbox, SandboxMoulds } from './sandbox-moulds.ts'
import type { StepRunner } from './step-runner.ts'

export interface ScenarioOptions {
  /** Of the model that the scenario is part of. */
  readonly moulds: SandboxMoulds
  /** Done after each step: jobs that have come due by the sandbox's clock. */
  readonly afterStep?: (runner: StepRunner) => Promise<void>
}

/** Runs a scenario in a sandbox of its own. Undefined when all holds, else the first difference in words. */
export async function runScenario(scenario: ScenarioDefinition, { moulds, afterStep }: ScenarioOptions): Promise<string | undefined> {
  let sandbox: CastSandbox | undefined
  try {
    sandbox = await moulds.open(scenario.name, scenario.sample)
    return await tell(sandbox.runner, scenario, afterStep)
  } catch (error) {
    // A sample that does not run is the sample's fault: it says which step.
    if (!isAppError(error)) throw error
    return describeRefusal(error)
  } finally {
    await sandbox?.close()
  }
}

async function tell(
  runner: StepRunner,
  scenario: ScenarioDefinition,
  afterStep: ScenarioOptions['afterStep'],
): Promise<string | undefined> {
  for (const step of [...(scenario.given ?? []), ...scenario.when]) {
    const difference = await runStep(runner, step)
    if (difference !== undefined) return `step ${step.name}: ${difference}`
    await afterStep?.(runner)
  }
  for (const expectation of scenario.then) {
    const difference = await judgeExpectation(runner, expectation)
    if (difference !== undefined) return `${expectation.name}: ${difference}`
  }
  return findFault(runner)
}

/** Whatever was told: afterwards the books agree, down to the first row of the audit. */
async function findFault({ workspace }: StepRunner): Promise<string | undefined> {
  return workspace.database.read(async (reading) => {
    const { store } = await workspace.current(reading)
    const fault = (await verifyLedgers(reading, store)).find(({ broken }) => broken > 0)
    if (fault !== undefined) {
      return `verify: ${fault.check} of ${fault.ledger ?? 'all'}: ${fault.broken} do not agree, first: ${fault.first}`
    }
    const { broken } = await verifyAudit(reading)
    return broken === undefined ? undefined : `verify: audit row ${broken.sequence} does not agree (${broken.reason})`
  })
}

async function runStep(runner: StepRunner, step: ScenarioStep): Promise<string | undefined> {
  try {
    await runner.run(step)
  } catch (error) {
    if (!isAppError(error)) throw error
    return compareRefusal(step, error)
  }
  return step.refused === undefined ? undefined : `expected to be refused with ${step.refused}, but it was done`
}

function compareRefusal(step: ScenarioStep, error: AppError): string | undefined {
  if (step.refused === undefined) return `refused: ${describeRefusal(error)}`
  const findings = error.errors ?? [{ code: error.code, path: error.path }]
  const found = findings.filter((finding) => finding.code === step.refused)
  if (found.length === 0) return `expected to be refused with ${step.refused}, but: ${describeRefusal(error)}`
  const says = (error.toWire('zh').errors ?? [error.toWire('zh')]).map(({ message }) => message)
  if (step.says !== undefined && !says.includes(step.says)) return `expected to be refused with "${step.says}", but: ${says.join('; ')}`
  if (step.at === undefined || found.some((finding) => finding.path === step.at)) return undefined
  return `expected to be refused at ${step.at}, but: ${describeRefusal(error)}`
}

function describeRefusal(error: AppError): string {
  const { code, message, path, errors } = error.toWire('en')
  const place = path === undefined ? '' : ` at ${path}`
  return (errors ?? [{ code, message, path }]).length > 1
    ? errors!.map((each) => `${each.message} (${each.code}${each.path === undefined ? '' : ` at ${each.path}`})`).join('; ')
    : `${message} (${code}${place})`
}
