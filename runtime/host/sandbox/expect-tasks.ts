import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

/** How many tasks wait for a person. */
export async function expectTasks(runner: StepRunner, expected: { as: string; count: number }): Promise<string | undefined> {
  const person = await runner.findPerson(expected.as)
  const { rows } = (await runQuery(runner.workspace, findQuery('tasks'), {
    person,
    language: 'en',
    arguments: { box: 'todo', limit: '200' },
  })) as { rows: unknown[] }
  return compare(`tasks of ${expected.as}`, expected.count, rows.length)
}
