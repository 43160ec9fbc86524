import { fail } from '@formwork/platform/error/index.ts'
import { useCases } from '../command/use-cases.ts'
import type { Workspace } from '../host/workspace.ts'
import { checkIntegrity } from './check-integrity.ts'
import { dropUploads } from './drop-uploads.ts'
import { callWebhook, deliverNotices } from './deliver-notices.ts'
import { runImport } from './import/run-import.ts'
import type { ClaimedJob, JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'
import { runBatch } from './run-batch.ts'
import { runScheduledAutomation } from './run-scheduled-automation.ts'
import { sendSubscription } from './send-subscription.ts'
import { sweepAlert } from './sweep-alert.ts'

const SECOND = 1_000
const HOUR = 3_600_000

/** Chains the audit rows that commands of several processes have left (PostgreSQL); the job's lease keeps sealers apart. */
const sealAudit: JobHandler = {
  kind: 'seal-audit',
  every: 2 * SECOND,
  dialect: 'postgresql',
  async run(workspace) {
    for (;;) if ((await runSystemCommand(workspace, 'seal-audit', {})).more !== true) return
  },
}

const forgetExpired: JobHandler = {
  kind: 'forget-expired',
  every: HOUR,
  async run(workspace) {
    await runSystemCommand(workspace, 'forget-expired', {})
  },
}

/** Processes that a clock starts: their next time waits as a job of its own. */
const armProcessStarts: JobHandler = {
  kind: 'arm-process-starts',
  every: 60 * SECOND,
  async run(workspace) {
    await runSystemCommand(workspace, 'arm-process-starts', {})
  },
}

/** Alerts, automations and batches with a schedule: their next time waits as a job of its own. */
const armSchedules: JobHandler = {
  kind: 'arm-schedules',
  every: 60 * SECOND,
  async run(workspace) {
    await runSystemCommand(workspace, 'arm-schedules', {})
  },
}

/** Any other kind is the name of an internal command; its payload is the body (timers, automations, batches). */
const internalCommand: JobHandler = {
  kind: '*',
  async run(workspace, job) {
    if (!internalCommands.has(job.kind)) throw fail('definition-not-found', { kind: 'job', name: job.kind })
    await runSystemCommand(workspace, job.kind, job.payload ?? {}, `job/${job.id}`)
  },
}

const internalCommands: ReadonlySet<string> = new Set(
  useCases.filter((useCase) => useCase.internal === true).map((useCase) => useCase.name),
)

/** What has to come again and again. One line each. */
const recurringHandlers: readonly JobHandler[] = [sealAudit, forgetExpired, armProcessStarts, armSchedules, dropUploads, checkIntegrity]

export function recurringKinds(dialect: Workspace['dialect']): string[] {
  return recurringHandlers.filter((handler) => handler.dialect === undefined || handler.dialect === dialect).map((handler) => handler.kind)
}

const byKind: ReadonlyMap<string, JobHandler> = new Map(
  [...recurringHandlers, sweepAlert, runScheduledAutomation, runBatch, runImport, deliverNotices, callWebhook, sendSubscription].map(
    (handler) => [handler.kind, handler],
  ),
)

export function handlerOf(job: ClaimedJob): JobHandler {
  return byKind.get(job.kind) ?? internalCommand
}
