import { fail } from '@formwork/platform/error/index.ts'
import { advanceProcesses } from './advance-processes.ts'
import { bindFiles } from './files/bind-files.ts'
import type { CommandUnit } from './command-unit.ts'
import { forecastExceptions } from './exceptions/forecast-exceptions.ts'
import { followPeople } from './people/follow-people.ts'
import { noticeProcesses } from './notices/follow-processes.ts'
import { keepSearchKeys } from './keep-search-keys.ts'
import { postLedgers } from './post-ledgers.ts'
import { raiseAlerts } from './raise-alerts.ts'
import { runBeforeCommitAutomations } from './run-automations.ts'
import type { SettleStep } from './unit.ts'

/** What follows from an event, in this order. Engines meet only here, through events. */
const settleSteps: readonly SettleStep[] = [
  followPeople,
  bindFiles,
  keepSearchKeys,
  forecastExceptions,
  advanceProcesses,
  noticeProcesses,
  postLedgers,
  raiseAlerts,
  runBeforeCommitAutomations,
]

/** Events of one command: more is a circle of automations or processes. */
const MOST_EVENTS = 1_000

/** Hands every event to the engines until none is left. Errors: `settle-unbounded`, and whatever an engine refuses. */
export async function settle(unit: CommandUnit, steps: readonly SettleStep[] = settleSteps): Promise<void> {
  for (let count = 0; ; count++) {
    const event = unit.takeEvent()
    if (event === undefined) return
    if (count >= MOST_EVENTS) throw fail('settle-unbounded', { limit: MOST_EVENTS })
    for (const step of steps) {
      // Most events are no business of most steps: waiting for nothing costs a turn each.
      const done = step(unit, event)
      if (done !== undefined) await done
    }
  }
}
