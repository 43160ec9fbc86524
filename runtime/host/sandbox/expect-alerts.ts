import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

/** How many alerts of a rule are open for a person. */
export async function expectAlerts(runner: StepRunner, expected: { as: string; rule: string; count: number }): Promise<string | undefined> {
  const person = await runner.findPerson(expected.as)
  const { rows } = (await runQuery(runner.workspace, findQuery('alerts'), {
    person,
    language: 'en',
    arguments: { scope: 'all', rule: expected.rule, limit: '200' },
  })) as { rows: unknown[] }
  return compare(`alerts ${expected.rule} of ${expected.as}`, expected.count, rows.length)
}
