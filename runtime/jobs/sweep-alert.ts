import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

/** Subjects judged in one command: other commands come in between. */
const CHUNK = 100

interface Candidates {
  readonly records?: readonly unknown[]
  readonly coordinates?: readonly unknown[]
  readonly rows?: readonly unknown[]
}

/** Judges every subject of a rule again: found by a reader, judged in short commands. */
export const sweepAlert: JobHandler = {
  kind: 'sweep-alert',
  async run(workspace, job) {
    const { rule } = job.payload as { rule: string }
    const found = (await workspace.read('alert-candidates', { person: null, language: 'zh', arguments: { rule } })) as Candidates
    if (found.rows !== undefined) {
      await runSystemCommand(workspace, 'judge-alerts', { rule, rows: found.rows })
      return
    }
    const parts = (['records', 'coordinates'] as const).filter((part) => (found[part]?.length ?? 0) > 0)
    if (parts.length === 0) await runSystemCommand(workspace, 'judge-alerts', { rule })
    for (const part of parts) {
      const list = found[part]!
      for (let start = 0; start < list.length; start += CHUNK) {
        await runSystemCommand(workspace, 'judge-alerts', { rule, [part]: list.slice(start, start + CHUNK) })
      }
    }
  },
}
