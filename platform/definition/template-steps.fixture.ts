import type { Model } from './model.ts'
import type { ScenarioDefinition, ScenarioStep } from './types.ts'

/** A step of a scenario, with the entity of the record that it is done to. */
export interface ToldStep {
  readonly scenario: ScenarioDefinition
  readonly step: ScenarioStep
  readonly entity: string | undefined
}

/** Every step of every scenario, with the entity behind its kept names; for tests that ask what the scenarios tell. */
export function tellSteps(model: Model): ToldStep[] {
  return [...model.scenarios.values()].flatMap((scenario) => {
    const kept = keptBySample(model, scenario.sample)
    return [...(scenario.given ?? []), ...scenario.when].map((step) => {
      const entity = step.entity ?? kept.get(step.record ?? '')
      const made = step.conversion === undefined ? entity : model.conversions.get(step.conversion)?.to
      if (step.keep !== undefined && made !== undefined) kept.set(step.keep, made)
      return { scenario, step, entity }
    })
  })
}

/** Names under which a sample, and those that it requires, keep records, with their entity. */
function keptBySample(model: Model, name: string | undefined): Map<string, string> {
  const sample = [...model.others.values()].find((each) => each.kind === 'sample' && each.name === name)
  if (sample?.kind !== 'sample') return new Map()
  const required = (sample.requires ?? []).flatMap((each) => [...keptBySample(model, each)])
  const own = sample.steps.flatMap(({ keep, entity }) => (keep === undefined || entity === undefined ? [] : [[keep, entity] as const]))
  return new Map([...required, ...own])
}
