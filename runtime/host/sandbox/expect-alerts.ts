import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

interface Expected {
  readonly as: string
  readonly rule: string
  readonly count: number
  readonly mine?: boolean
}

/** How many alerts of a rule are open for a person. */
export async function expectAlerts(runner: StepRunner, expected: Expected): Promise<string | undefined> {
  const person = await runner.findPerson(expected.as)
  const { rows } = (await runQuery(runner.workspace, findQuery('alerts'), {
    person,
    language: 'en',
    arguments: { scope: expected.mine === true ? 'mine' : 'all', rule: expected.rule, limit: '200' },
  })) as { rows: unknown[] }
  return compare(`alerts ${expected.rule} of ${expected.as}`, expected.count, rows.length)
}
