import type { Model } from '@formwork/platform/definition/model.ts'
import { toPointer, type Problem } from '@formwork/platform/definition/problem.ts'
import type { ScenarioDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { catalogue } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { useCases } from '../../command/use-cases.ts'
import { checkExpectation } from './check-expectation.ts'
import { checkOne, type ScenarioContext } from './check-one.ts'
import { checkStepValues } from './check-step-values.ts'
import { sampleCast } from './sample-cast.ts'

/** Time passes; no command. */
const WAIT = 'wait'

/**
 * What a scenario says is there: commands, people, kept records, fields, figures, columns, error codes. Names of
 * definitions are checked with all others. One misspelt word would else make a story that tells nothing.
 */
export function checkScenarios(model: Model, registry: Registry): Problem[] {
  const files = new Map(model.files.flatMap(({ path, definition }) => (definition?.kind === 'scenario' ? [[definition.name, path]] : [])))
  return [...model.scenarios.values()].flatMap((scenario) => [
    ...checkScenario({ model, registry, file: files.get(scenario.name) ?? '', cast: sampleCast(model, scenario.sample) }, scenario),
  ])
}

function* checkScenario(context: ScenarioContext, scenario: ScenarioDefinition): Iterable<Problem> {
  for (const part of ['given', 'when'] as const) {
    for (const [index, step] of (scenario[part] ?? []).entries()) {
      yield* checkStep(context, step, toPointer('', part, index))
      context.cast.tell(context.model, step)
    }
  }
  for (const [index, expectation] of scenario.then.entries()) yield* checkExpectation(context, expectation, toPointer('/then', index))
}

function* checkStep(context: ScenarioContext, step: ScenarioStep, pointer: string): Iterable<Problem> {
  const { cast } = context
  const commands = [...useCases.map(({ name }) => name), WAIT]
  yield* checkOne(context, step.do, commands, `${pointer}/do`)
  yield* checkOne(context, step.as, cast.people, `${pointer}/as`)
  // With an entity a record may be called by its code.
  if (step.entity === undefined) yield* checkOne(context, step.record, cast.records.keys(), `${pointer}/record`)
  yield* checkOne(context, step.refused, Object.keys(catalogue), `${pointer}/refused`)
  yield* checkStepValues(context, step, `${pointer}/values`)
}
