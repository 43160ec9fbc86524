import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

const HOUR = 3_600_000

/** The checker of `formwork verify`, every hour over the running workspace: a break stops posting to that ledger only. */
export const checkIntegrity: JobHandler = {
  kind: 'check-integrity',
  every: HOUR,
  async run(workspace) {
    const found = await workspace.read('integrity', { person: null, language: 'zh', arguments: {} })
    await runSystemCommand(workspace, 'record-integrity', found)
  },
}
