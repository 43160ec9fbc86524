import type { ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import { expectAlerts } from './expect-alerts.ts'
import { expectLedger } from './expect-ledger.ts'
import { expectMatch } from './expect-match.ts'
import { expectRecord } from './expect-record.ts'
import { expectReport } from './expect-report.ts'
import { expectTasks } from './expect-tasks.ts'
import type { StepRunner } from './step-runner.ts'

/** Judges what must hold afterwards; undefined when it does, else the first difference in words. */
export async function judgeExpectation(runner: StepRunner, expectation: ScenarioExpectation): Promise<string | undefined> {
  try {
    if (expectation.record !== undefined) return await expectRecord(runner, expectation)
    if (expectation.ledger !== undefined) return await expectLedger(runner, expectation)
    if (expectation.report !== undefined) return await expectReport(runner, expectation)
    if (expectation.tasks !== undefined) return await expectTasks(runner, expectation.tasks)
    if (expectation.alerts !== undefined) return await expectAlerts(runner, expectation.alerts)
    if (expectation.match !== undefined) return await expectMatch(runner, expectation.match)
    return 'it names neither a record nor a ledger, a report or tasks'
  } catch (error) {
    if (!isAppError(error)) throw error
    return `${error.describe('en')} (${error.code})`
  }
}
