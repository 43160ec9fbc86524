import { discardContent, discardIncoming } from '../host/stored-content.ts'
import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

const HOUR = 3_600_000

/** Uploads that no record has taken within a day, their content, and what broken uploads have left. */
export const dropUploads: JobHandler = {
  kind: 'drop-uploads',
  every: HOUR,
  async run(workspace) {
    const { files } = workspace
    for (let more = true; more;) {
      const answer = (await runSystemCommand(workspace, 'drop-uploads', {})) as { hashes: readonly string[]; more: boolean }
      if (files !== undefined) for (const hash of answer.hashes) await discardContent(files, hash, Date.now())
      more = answer.more
    }
    if (files !== undefined) await discardIncoming(files, Date.now())
  },
}
