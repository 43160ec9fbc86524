import { findQuery, runQuery } from '../run-query.ts'
import { compare } from './expect-record.ts'
import type { StepRunner } from './step-runner.ts'

interface Expected {
  readonly as: string
  readonly rule: string
  readonly count: number
  readonly mine?: boolean
  readonly told?: number
}

/** Most notices that are looked through. */
const MOST_NOTICES = 100

/** How many alerts of a rule are open for a person, and how often he was told of the rule. */
export async function expectAlerts(runner: StepRunner, { as, rule, count, mine, told }: Expected): Promise<string | undefined> {
  const person = await runner.findPerson(as)
  const rowsOf = async (query: string, given: Readonly<Record<string, string>>) => {
    const found = await runQuery(runner.workspace, findQuery(query), { person, language: 'en', arguments: given })
    return (found as { rows: readonly { readonly id: string; readonly alert?: string | null }[] }).rows
  }
  const open = await rowsOf('alerts', { scope: mine === true ? 'mine' : 'all', rule })
  const difference = compare(`alerts ${rule} of ${as}`, count, open.length)
  if (difference !== undefined || told === undefined) return difference
  const seen = [
    await rowsOf('alerts', { scope: 'all', rule, snoozed: 'true' }),
    await rowsOf('alerts', { scope: 'all', rule, state: 'closed' }),
  ]
  const alerts = new Set(seen.flat().map(({ id }) => id))
  const notices = await rowsOf('notices', { limit: String(MOST_NOTICES) })
  return compare(`notices of ${rule} to ${as}`, told, notices.filter(({ alert }) => alerts.has(alert ?? '')).length)
}
