import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

/** An automation whose time has come: once, or for each record whose date it is; the same day never twice. */
export const runScheduledAutomation: JobHandler = {
  kind: 'run-scheduled-automation',
  async run(workspace, job) {
    const { automation, isDated } = job.payload as { automation: string; isDated: boolean }
    if (!isDated) {
      await runSystemCommand(workspace, 'run-automation', { automation, cause: 'schedule' }, `job/${job.id}`)
      return
    }
    const found = (await workspace.read('automation-candidates', { person: null, language: 'zh', arguments: { automation } })) as {
      entity?: string
      day?: string
      records: readonly string[]
    }
    const failures: unknown[] = []
    for (const record of found.records) {
      const body = { automation, cause: 'date', entity: found.entity, record }
      // One record that fails does not keep the others from their day; the job comes again for it.
      await runSystemCommand(workspace, 'run-automation', body, `date/${automation}/${record}/${found.day}`).catch((error: unknown) =>
        failures.push(error),
      )
    }
    if (failures.length > 0) throw failures[0]
  },
}
