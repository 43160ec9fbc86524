import { isAppError } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../../host/workspace.ts'
import type { ImportWork } from '../../query/import/import-work.ts'
import type { ImportState } from '../../store/content/imports.ts'
import type { ClaimedJob, JobHandler } from '../job-handler.ts'
import { runSystemCommand } from '../run-command.ts'
import { stageFile } from './stage-file.ts'
import { undoChunk } from './undo-chunk.ts'
import { writeChunk } from './write-chunk.ts'

/** A turn lasts so long: other work of the workspace waits no longer for an import. */
const TURN_MILLISECONDS = 1_500

const steps: Partial<Record<ImportState, (workspace: Workspace, work: ImportWork) => Promise<void>>> = {
  reading: stageFile,
  checking: writeChunk,
  importing: writeChunk,
  'undo-checking': undoChunk,
  undoing: undoChunk,
}

/** An import at work, a turn a job: reads in, tries out, writes or takes back. All state is in the database: whoever comes next goes on. */
export const runImport: JobHandler = {
  kind: 'run-import',
  async run(workspace: Workspace, job: ClaimedJob): Promise<void> {
    const { import: batch } = job.payload as { import: number }
    const end = Date.now() + TURN_MILLISECONDS
    for (;;) {
      const work = (await workspace.read('import-work', { person: null, language: 'zh', arguments: { import: batch } })) as ImportWork
      const step = steps[work.state]
      if (step === undefined) return
      if (Date.now() > end) {
        await runSystemCommand(workspace, 'note-import', { import: batch, from: work.state, again: true })
        return
      }
      try {
        await step(workspace, work)
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error
        const failure = error.describe(work.content.language)
        await runSystemCommand(workspace, 'note-import', { import: batch, from: work.state, state: 'failed', failure })
      }
    }
  },
}
