import type { ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'
import { readStepValue } from './step-values.ts'

/** What a ranked look-up finds for a person, in its order; a kept record stands by the name it was kept under. */
export async function expectMatch(runner: StepRunner, expected: NonNullable<ScenarioExpectation['match']>): Promise<string | undefined> {
  const context = await runner.context()
  const fields = context.model.matches.get(expected.name)?.parameters ?? []
  const parameters: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(expected.parameters ?? {})) {
    parameters[name] = await readStepValue(
      context,
      fields.find((field) => field.name === name),
      value,
    )
  }
  const { found } = (await runQuery(runner.workspace, findQuery('match'), {
    person: await runner.findPerson(expected.as),
    language: 'zh',
    arguments: { match: expected.name, parameters },
  })) as { found: { value: unknown }[] }
  const named = expected.values.map((value) => {
    const kept = runner.kept.find(value)
    return kept === undefined ? value : formatId(kept.id)
  })
  return compare(
    `match ${expected.name} for ${expected.as}`,
    named,
    found.map(({ value }) => value),
  )
}
