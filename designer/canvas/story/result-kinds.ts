import type { ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { nameFor } from '../../workspace/label.ts'
import type { StoryScope } from './story-scope.ts'

/** What a business case can expect in the end, in the order in which it is offered. */
export const RESULT_KINDS = ['record', 'ledger', 'entries', 'report', 'tasks', 'alerts'] as const
export type ResultKind = (typeof RESULT_KINDS)[number]

export function kindOfResult(result: ScenarioExpectation): ResultKind {
  const { ledger, report, tasks, alerts, entries } = result
  if (alerts !== undefined) return 'alerts'
  if (tasks !== undefined) return 'tasks'
  if (ledger !== undefined) return 'ledger'
  if (report !== undefined) return 'report'
  return entries === undefined ? 'record' : 'entries'
}

/** A result of a kind that expects something that can be compared, before anybody changed it. */
export function blankResult(kind: ResultKind, scope: StoryScope, taken: readonly string[]): ScenarioExpectation {
  const name = nameFor(`result${taken.length + 1}`, taken, 'result')
  const record = scope.keptBefore().at(-1)?.name
  const as = scope.people[0]?.[0] ?? ''
  const parts: Readonly<Record<ResultKind, object>> = {
    record: { record, values: { status: 'posted' } },
    ledger: { ledger: scope.all('ledger')[0]?.name, where: {}, measures: {} },
    entries: { record, entries: 1 },
    report: { report: scope.all('report')[0]?.name, totals: {} },
    tasks: { tasks: { as, count: 1 } },
    alerts: { alerts: { as, rule: scope.all('alert')[0]?.name ?? '', count: 1 } },
  }
  return JSON.parse(JSON.stringify({ name, ...parts[kind] })) as ScenarioExpectation
}
