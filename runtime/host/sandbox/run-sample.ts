import type { Model } from '@formwork/platform/definition/model.ts'
import type { SampleDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { AppError, fail, isAppError } from '@formwork/platform/error/index.ts'
import { stepsOfSample } from './steps-of-sample.ts'
import type { StepRunner } from './step-runner.ts'

/** Hears how many steps are done, of how many. */
export type Progress = (done: number, total: number) => void

/** Runs a sample, after those that it requires, each once. Errors: `definition-not-found`, and what a step refuses, with its name. */
export async function runSample(runner: StepRunner, model: Model, name: string, progress?: Progress): Promise<void> {
  const samples = inOrder(model, name)
  const total = samples.reduce((sum, sample) => sum + stepsOfSample(sample, runner.clock).length, 0)
  let done = 0
  for (const sample of samples) {
    for (const step of stepsOfSample(sample, runner.clock)) {
      progress?.(done++, total)
      await runNamed(runner, sample.name, step)
    }
  }
  progress?.(total, total)
}

/** A sample after those that it requires, each once. */
function inOrder(model: Model, name: string, found: SampleDefinition[] = []): SampleDefinition[] {
  const sample = findSample(model, name)
  if (found.includes(sample)) return found
  for (const required of sample.requires ?? []) inOrder(model, required, found)
  found.push(sample)
  return found
}

export function samplesOf(model: Model): SampleDefinition[] {
  return [...model.others.values()].filter((definition) => definition.kind === 'sample')
}

function findSample(model: Model, name: string): SampleDefinition {
  const sample = samplesOf(model).find((each) => each.name === name)
  if (sample === undefined) {
    const samples = samplesOf(model).map((each) => each.name)
    throw fail('sample-not-found', { name, samples: samples.length === 0 ? '—' : samples.join(', ') })
  }
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
