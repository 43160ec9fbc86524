import type { ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

type Expected = NonNullable<ScenarioExpectation['tasks']>

/** How many tasks wait for a person, and what stands beside the first of them. */
export async function expectTasks(runner: StepRunner, expected: Expected): Promise<string | undefined> {
  const person = await runner.findPerson(expected.as)
  const ask = (name: string, values: Record<string, string>): Promise<unknown> =>
    Promise.resolve(runQuery(runner.workspace, findQuery(name), { person, language: 'en', arguments: values }))
  const { rows } = (await ask('tasks', { box: 'todo', limit: '200' })) as { rows: { seat: string }[] }
  const difference = compare(`tasks of ${expected.as}`, expected.count, rows.length)
  const [first] = rows
  if (difference !== undefined || expected.evidence === undefined || first === undefined) return difference
  const { evidence } = (await ask('task', { seat: first.seat })) as { evidence: { name: string; value: unknown }[] }
  const shown = new Map(evidence.map(({ name, value }) => [name, value]))
  for (const [name, value] of Object.entries(expected.evidence)) {
    const told = compare(`evidence ${name} of ${expected.as}`, value, shown.get(name))
    if (told !== undefined) return told
  }
  return undefined
}
