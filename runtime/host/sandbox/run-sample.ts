import type { Model } from '@formwork/platform/definition/model.ts'
import type { SampleDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { AppError, fail, isAppError } from '@formwork/platform/error/index.ts'
import { stepsOfSample } from './steps-of-sample.ts'
import type { StepRunner } from './step-runner.ts'

/** Runs a sample, after those that it requires, each once. Errors: `definition-not-found`, and what a step refuses, with its name. */
export async function runSample(runner: StepRunner, model: Model, name: string, done: Set<string> = new Set()): Promise<void> {
  if (done.has(name)) return
  done.add(name)
  const sample = findSample(model, name)
  for (const required of sample.requires ?? []) await runSample(runner, model, required, done)
  for (const step of stepsOfSample(sample, runner.clock)) await runNamed(runner, sample.name, step)
}

export function samplesOf(model: Model): SampleDefinition[] {
  return [...model.others.values()].filter((definition) => definition.kind === 'sample')
}

function findSample(model: Model, name: string): SampleDefinition {
  const sample = samplesOf(model).find((each) => each.name === name)
  if (sample === undefined) throw fail('definition-not-found', { kind: 'sample', name })
  return sample
}

async function runNamed(runner: StepRunner, sample: string, step: ScenarioStep): Promise<void> {
  try {
    await runner.run(step)
  } catch (error) {
    if (!isAppError(error)) throw error
    const reason = (language: 'zh' | 'en'): string =>
      [error.describe(language), ...(error.errors ?? []).map((each) => `${each.path ?? ''} ${each.code}`)].join('; ')
    throw new AppError('definition-invalid', {
      parameters: { file: `${sample}, step ${step.name}`, reason: { zh: reason('zh'), en: reason('en') } },
      path: error.path,
      cause: error,
    })
  }
}
